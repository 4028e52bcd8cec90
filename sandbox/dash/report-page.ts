import { html } from "../shared/html";
import { findPageType } from "./page-types";
import type { Count, Report } from "./request-log";
import { requestTable } from "./requests-page";
import type { View } from "./views";

const columns = ["Page", "Region", "Channel", "Style", "Verdict", "Requests"];

function row({ page, region, channel, style, verdict, requests }: Count) {
  return html`<tr role="row">
<td role="cell" data-label="Page"><span>${page === null ? "Unknown" : html`${findPageType(page)?.title ?? "Unknown"} <code>${page}</code>`}</span></td>
<td role="cell" data-label="Region">${region ?? "All"}</td>
<td role="cell" data-label="Channel">${channel}</td>
<td role="cell" data-label="Style">${style ?? (page === null ? "None" : "Either")}</td>
<td role="cell" data-label="Verdict"><span class="tag ${verdict}">${verdict}</span></td>
<td role="cell" class="number" data-label="Requests">${requests}</td>
</tr>`;
}

/** The page that counts links since the last reset; `/report?format=json` returns the same data. */
export function reportView({ requests, wrong, counts, violations }: Report): View {
  const title = "Report";
  const verdict = wrong === 0 ? "No link broke the contract." : `${wrong} broke the contract.`;
  return {
    title,
    main: html`<h1>${title}</h1>
<p>${requests === 1 ? "1 link has" : `${requests} links have`} arrived at the four sites. ${verdict}</p>
<p class="toolbar"><a href="/report">Reload</a><a href="/report?format=json">As JSON</a><a href="/requests">One by one</a></p>
${
  counts.length > 0 &&
  html`<table role="table"><thead><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr></thead>
<tbody>${counts.map(row)}</tbody></table>`
}
${violations.length > 0 && html`<h2 class="apart">Links that broke the contract, newest first</h2>${requestTable(violations)}`}`,
  };
}
