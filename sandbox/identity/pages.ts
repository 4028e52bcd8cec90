import { Html, html, type Piece } from "../shared/html";
import { renderPage } from "../shared/page";
import type { Person } from "./people";

function render(company: string, title: string, content: Piece): string {
  return renderPage({
    title,
    notice: `Larder sandbox: a stand-in for ${company} accounts, for testing.`,
    main: html`<h1>${title}</h1>${content}`,
    footer: html`<p>Everyone here is made up. Nothing you do here leaves this computer.</p>`,
  });
}

/** The list of people, each a button that signs in. */
export function renderPeople(company: string, action: string, people: readonly Person[]): string {
  return render(
    company,
    `Sign in to ${company}`,
    html`<p>Choose who you are. There are no passwords here.</p>
<form method="post" action="${action}"><ul class="people">
${people.map(
  ({ subject, name, about, email }) =>
    html`<li><button name="subject" value="${subject}"><strong>${name}</strong><span>${about}</span><span>${email}</span></button></li>`,
)}
</ul></form>`,
  );
}

/** `form` is the library's empty form. The buttons outside it refer to it by id. */
export function renderLogout(company: string, form: string): string {
  return render(
    company,
    `Sign out of ${company}?`,
    html`<p>Other sites that use your ${company} account may ask you to sign in again.</p>
${new Html(form)}<div class="actions">
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button class="quiet" form="op.logoutForm">Stay signed in</button>
</div>`,
  );
}

export function renderSignedOut(company: string): string {
  return render(
    company,
    "You are signed out",
    html`<p>You are signed out of ${company}. You can close this page.</p>`,
  );
}

export function renderError(company: string, error: string, description: string | undefined): string {
  return render(
    company,
    "That did not work",
    html`<p>Go back to where you came from and try again.</p>
<div class="card problems"><dl><dt>Error</dt><dd><code>${error}</code></dd>
${description && html`<dt>Reason</dt><dd>${description}</dd>`}</dl></div>`,
  );
}

export function renderHome(company: string, people: readonly Person[]): string {
  return render(
    company,
    `${company} accounts`,
    html`<p>This OpenID provider stands in for a company's own accounts while you try out or test a portal.
Sign in from the portal as one of these people:</p>
<div class="card"><ul class="plain">${people.map(({ name, about }) => html`<li>${name}<br><span class="meta">${about}</span></li>`)}</ul></div>
<p><a href="/session/end">Sign out here and everywhere</a></p>
<p><a href="/.well-known/openid-configuration">Configuration for portals</a></p>`,
  );
}
