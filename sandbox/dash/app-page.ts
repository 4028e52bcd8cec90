import { html } from "../shared/html";
import { contentSecurityPolicy, renderPage } from "../shared/page";
import { notice, type Site } from "./sites";
import { toolLinks } from "./views";

export const appScriptPath = "/spa/app.js";
export const appCheckPath = "/spa/check";

export const appPolicy = contentSecurityPolicy([
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
]);

/** The page before its script has sent the fragment. */
export function renderAppPage(site: Site): string {
  return renderPage({
    title: "Alexa app",
    notice,
    head: html`<script src="${appScriptPath}" defer></script>`,
    main: html`<div id="view"></div>
<noscript><h1>This page needs JavaScript</h1>
<p>An Alexa app link carries its page and parameters after the #, and a browser never sends that part to a server.
With JavaScript this page reads it, as the app would. The website links work without.</p></noscript>`,
    footer: html`<p>This page stands in for ${site.label}. Nothing here reaches Amazon.</p>
${toolLinks}`,
  });
}

/** The browser script: it sends the fragment and shows the answer. The server escapes that markup. */
export const appScript = `"use strict";
const view = document.getElementById("view");
let timer;
let visits = 0;
async function show() {
  clearTimeout(timer);
  const visit = ++visits;
  view.textContent = "Reading the link …";
  try {
    const answer = await fetch("${appCheckPath}", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ search: location.search, hash: location.hash, referer: document.referrer }),
    });
    const { title, main, again } = await answer.json();
    if (visit !== visits) return;
    if (again) timer = setTimeout(show, again * 1000);
    document.title = title + " · Larder sandbox";
    view.innerHTML = main;
    const heading = view.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  } catch {
    if (visit === visits) view.textContent = "The sandbox is not responding. Reload the page.";
  }
}
addEventListener("hashchange", show);
show();
`;
