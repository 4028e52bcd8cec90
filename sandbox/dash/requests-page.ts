import { type Html, html } from "../shared/html";
import { findPageType } from "./page-types";
import type { LoggedRequest } from "./request-log";
import type { View } from "./views";

function row(entry: LoggedRequest) {
  // The roles keep the table's semantics on phones, where the stylesheet stacks its cells.
  return html`<tr role="row">
<td role="cell" class="short" data-label="When"><time datetime="${entry.at}">${entry.at.slice(0, 19).replace("T", " ")}</time></td>
<td role="cell" class="short" data-label="Site">${entry.site}</td>
<td role="cell" class="page" data-label="Page">${findPageType(entry.page ?? "")?.title ?? "Unknown"}</td>
<td role="cell" class="link" data-label="Link"><code>${entry.url}</code></td>
<td role="cell" class="short" data-label="Status"><span class="tag ${entry.verdict}">${entry.status} ${entry.verdict}</span></td>
<td role="cell" class="problems" data-label="Problems">${
    entry.problems.length > 0
      ? html`<ul>${entry.problems.map(({ parameter, message }) => html`<li><strong>${parameter}</strong>: ${message}</li>`)}</ul>`
      : "None"
  }</td>
<td role="cell" data-label="Referer">${entry.referer === null ? "None" : html`<code>${entry.referer}</code>`}</td>
</tr>`;
}

const columns = ["When (UTC)", "Site", "Page", "Link", "Status", "Problems", "Referer"];

export function requestTable(entries: readonly LoggedRequest[]): Html {
  return html`<table role="table"><thead><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr></thead>
<tbody>${entries.map(row)}</tbody></table>`;
}

/** The page that shows the log as a table; `/requests?format=json` returns the same data. */
export function requestsView(entries: readonly LoggedRequest[]): View {
  const title = "Links that arrived";
  return {
    title,
    main: html`<h1>${title}</h1>
<p>At all four sites, newest first, up to 500.</p>
<p class="toolbar"><a href="/requests">Reload</a><a href="/requests?format=json">As JSON</a><a href="/report">Report</a></p>
${entries.length > 0 ? requestTable(entries) : html`<p class="card muted">No link has arrived yet.</p>`}`,
  };
}
