import { type Html, html } from "../shared/html";
import { renderPage } from "../shared/page";
import { type Mode, modes } from "./behaviour";
import type { Mail } from "./mail";

function render(title: string, main: Html, wide = false): string {
  return renderPage({
    title,
    notice: "Larder sandbox: a stand-in for everyone’s mailbox, for testing.",
    main: html`<h1>${title}</h1>${main}`,
    footer: html`<p>Mail to any address ends here. Nothing leaves this computer.</p>
<ul><li><a href="/mails">Mail</a></li><li><a href="/control">Behaviour</a></li></ul>`,
    wide,
  });
}

const when = (at: string) => html`<time datetime="${at}">${at.slice(0, 19).replace("T", " ")}</time>`;

const subjectOf = ({ subject }: Mail) => subject || "(no subject)";

// The roles keep the table's semantics on phones, where the stylesheet stacks its cells.
const row = (mail: Mail) => html`<tr role="row">
<td role="cell" class="short" data-label="When">${when(mail.at)}</td>
<td role="cell" data-label="To">${mail.to.join(", ")}</td>
<td role="cell" data-label="Subject"><a href="/mails/${mail.id}">${subjectOf(mail)}</a></td>
</tr>`;

/** The list of mail, newest first. `to` limits it to one recipient. */
export function renderMails(mails: readonly Mail[], to: string | null): string {
  const columns = ["When (UTC)", "To", "Subject"];
  return render(
    to ? `Mail to ${to}` : "Mail that arrived",
    html`<p>Newest first, up to 500.</p>
<p class="toolbar"><a href="/mails${to && `?to=${encodeURIComponent(to)}`}">Reload</a>${to && html`<a href="/mails">All mail</a>`}<a href="/control">Behaviour</a></p>
${
  mails.length > 0
    ? html`<table role="table"><thead><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr></thead>
<tbody>${mails.map(row)}</tbody></table>`
    : html`<p class="card muted">No mail has arrived yet.</p>`
}`,
    true,
  );
}

/** One mail, with its HTML part in a frame without scripts, its text part, links and headers. */
export function renderMail(mail: Mail): string {
  const isWeb = (link: string) => /^https?:/.test(link);
  return render(
    subjectOf(mail),
    html`<p class="meta">To ${mail.to.join(", ")}, ${when(mail.at)} UTC</p>
${
  mail.html !== null &&
  html`<h2 class="apart">HTML part</h2>
<iframe class="card" sandbox="" title="HTML part" src="/mails/${mail.id}/html"></iframe>
<p><a href="/mails/${mail.id}/html">Only the HTML part</a></p>`
}
${mail.text !== null && html`<h2 class="apart">Text part</h2><pre class="card">${mail.text}</pre>`}
<h2 class="apart">Links</h2>
<div class="card"><ul class="plain">${
      mail.links.length > 0
        ? mail.links.map(
            (link) =>
              html`<li>${isWeb(link) ? html`<a rel="noreferrer" href="${link}">${link}</a>` : link}</li>`,
          )
        : html`<li class="muted">None</li>`
    }</ul></div>
<h2 class="apart">Headers</h2>
<div class="card"><dl>${mail.headers.map(({ name, value }) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl></div>`,
  );
}

/** The form that sets the mail servers' behaviour. */
export function renderControl(current: Mode, fault?: string): string {
  return render(
    "Behaviour",
    html`<p>What real mail servers might do. Applies until you change it or the mailbox stops.</p>
<form class="card" method="post" action="/control">
${fault && html`<p role="alert">${fault}</p>`}
${Object.entries(modes).map(
  ([mode, label]) =>
    html`<label class="choice"><input type="radio" name="mode" value="${mode}"${mode === current && html` checked`}><span>${label}</span></label>`,
)}
<button type="submit">Save</button>
</form>`,
  );
}
