import { renderSVG } from "uqr";
import { Html, html } from "../shared/html";
import type { CheckedAddress } from "./check-address";
import { findPageType } from "./page-types";
import { problemList, type View } from "./views";

function takenApart(link: CheckedAddress): Html {
  const page = link.page === null ? null : findPageType(link.page);
  const pairs: [string, Html | string | null][] = [
    ["Page", page ? html`${page.title} <code>${link.page}</code>` : link.page],
    ["Channel", link.site?.channel ?? null],
    ["Region", link.site ? (link.site.region ?? "All") : null],
    ["Style", page ? (link.style ?? "Either") : null],
    ["Vendor", link.vendorCode],
    ["Model", link.modelId],
    ["Exit", link.exitUri],
  ];
  const known = pairs.filter(([, text]) => text !== null);
  if (known.length === 0) return html``;
  return html`<section class="card" aria-label="What the link is"><dl>
${known.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}
</dl></section>`;
}

// The largest QR code holds 2,953 bytes, but cameras fail well below that.
const longestForCamera = 1000;

/**
 * Draws a QR code, so that a phone opens the link in the Alexa app. Uses no inline style, which the CSP
 * blocks.
 */
function qrCode(link: string): Html {
  if (link.length > longestForCamera)
    return html`<p class="meta">The link is too long for a QR code that a camera can read.</p>`;
  return html`<figure class="card qr">${new Html(renderSVG(link, { border: 4 }))}
<figcaption class="meta">Scan with a phone’s camera to open this link.</figcaption></figure>`;
}

/** The page that checks a pasted link and shows its parts and problems. */
export function checkerView(link = "", checked?: CheckedAddress, fault?: string): View {
  const title = "Check a link";
  const count = checked?.problems.length ?? 0;
  return {
    title,
    main: html`<h1>${title}</h1>
<p id="about">A link to a Dash page on a website or in the Alexa app. It is not stored.</p>
<form class="card" method="post" action="/check">
<label for="link">Link</label>${fault && html`<p id="fault" role="alert">${fault}</p>`}
<textarea id="link" name="link" rows="4" required spellcheck="false" aria-describedby="${fault ? "fault about" : "about"}">${link}</textarea>
<button type="submit">Check</button>
</form>
${
  checked &&
  html`<h2>${count === 0 ? "This link is right" : count === 1 ? "One thing is wrong" : `${count} things are wrong`}</h2>
${count > 0 && problemList(checked.problems)}
${takenApart(checked)}
${count === 0 && checked.site?.channel === "app" && qrCode(link)}`
}`,
  };
}
