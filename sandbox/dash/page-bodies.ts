import { type Html, html } from "../shared/html";
import { type Catalogue, listModelsOf } from "./catalogue";
import type { CheckedLink } from "./check-link";
import { deviceList } from "./page-types";

const bodies: Record<string, Html> = {
  supplyTracking: html`<p>Here a customer chooses what is reordered when it runs low, and turns smart reorders on or off.</p>
<ul class="steps"><li>Smart reorders: on or off for each supply</li><li>The product that is reordered</li><li>How low it can run first</li></ul>`,
  inventory_management: html`<p>Here a customer says how much of each supply they already have at home.</p>
<ul class="steps"><li>Spare packs on the shelf</li><li>What is left in the open one</li></ul>`,
  inventory_history: html`<p>Here a customer looks back at the stock that was recorded.</p>
<ul class="steps"><li>Last week: two deliveries, one pack used</li><li>Last month: four packs used</li></ul>`,
  installed_inventory: html`<p>Here a customer sees which parts are fitted and sets when each was replaced.</p>
<ul class="steps"><li>The part and when it was fitted</li><li>How long it is expected to last</li></ul>`,
  settings: html`<p>Here a customer changes the name of the device, its smart reorder status and its inventory.</p>
<ul class="steps"><li>Device name</li><li>Smart reorders: on or off</li><li>Inventory</li></ul>`,
  dart_landing: html`<p>Here a customer reads how smart reorders work and signs up.</p>
<ul class="steps"><li>The device reports what is left.</li><li>When it runs low, the supply is reordered.</li><li>The customer can stop at any time.</li></ul>
<p>If there is no Exit, Back in the browser returns the customer to where they came from.</p>`,
};

function listDevices(vendorCode: string | null, catalogue: Catalogue | undefined): Html {
  const models = catalogue ? listModelsOf(catalogue, vendorCode) : [];
  return html`<p>Here a customer sees the devices of this vendor that support smart reorders.</p>
${
  models.length > 0
    ? html`<div class="card"><ul class="plain">${models.map((model) => html`<li>${model.name}<br><span class="meta">${model.modelId}</span></li>`)}</ul></div>`
    : html`<p class="muted">No devices: this stand-in was started without a catalogue of models.</p>`
}`;
}

/** A short description of the real page. */
export function describePage({ page, vendorCode }: CheckedLink, catalogue: Catalogue | undefined): Html {
  if (page === deviceList) return listDevices(vendorCode, catalogue);
  // Supply tracking has two names.
  return bodies[page ?? ""] ?? bodies.supplyTracking ?? html``;
}
