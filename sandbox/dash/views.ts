import { type Html, html } from "../shared/html";
import { renderPage } from "../shared/page";
import type { CheckedLink } from "./check-link";
import { exitHref } from "./control";
import { describePage } from "./page-bodies";
import { findPageType } from "./page-types";
import type { Problem } from "./problem";
import type { Sandbox } from "./site-context";
import { notice, type Site } from "./sites";

/** The part of a page that changes. The app page's script replaces it. */
export interface View {
  title: string;
  main: Html;
}

/** The footer of every page. */
export const toolLinks = html`<ul><li><a href="/check">Check a link</a></li><li><a href="/requests">Links that arrived</a></li>
<li><a href="/report">Report</a></li><li><a href="/control">Behaviour</a></li><li><a href="/">About this stand-in</a></li></ul>`;

export function renderView(site: Site, view: View, wide = false): string {
  const footer = html`<p>This site stands in for ${site.label}, ${site.host}. Nothing here reaches Amazon.</p>
${toolLinks}`;
  return renderPage({ ...view, notice, footer, wide });
}

export function homeView(site: Site): View {
  const title = "A stand-in for Amazon";
  return {
    title,
    main: html`<h1>${title}</h1>
<p>This site stands in for ${site.label}, <code>${site.host}</code>, while you try out or test a portal.</p>
<p>It checks each link that arrives against the contract in <code>docs/contract.md</code>. A right link leads to a page
with an Exit link; a wrong one to a list of what is wrong. It sends nothing, orders nothing, and forgets every link when
it stops.</p>
<ul class="steps">
<li><a href="/check">Check a link</a>: see its parts and what is wrong with it</li>
<li><a href="/requests">Links that arrived</a>, one by one, and a <a href="/report">report</a> of all</li>
<li><a href="/control">Behaviour</a>: what the real site might do, from a slow answer to an exit that leads nowhere</li>
</ul>`,
  };
}

/** The form has no action, so it posts to the requested address, including its fragment. */
export function signInView(arrival: string, problem?: string): View {
  const title = "Sign in";
  return {
    title,
    main: html`<h1>${title}</h1>
<p id="about">Sign in with your own Amazon account. This is a stand-in: any e-mail will do, and there is no password.</p>
<form class="card" method="post">
<input type="hidden" name="arrival" value="${arrival}">
<label for="email">E-mail of your Amazon account</label>
${problem && html`<p id="problem" role="alert">${problem}</p>`}
<input id="email" name="email" type="email" autocomplete="off" required maxlength="254" value="demo@example.com" aria-describedby="${problem ? "problem about" : "about"}">
<button type="submit">Sign in</button>
</form>`,
  };
}

/** Lists all problems, grouped by parameter. */
export function problemList(problems: readonly Problem[]): Html {
  const groups = new Map<string, Html[]>();
  for (const { parameter, message, code } of problems) {
    const said = html`<p>${message} <span class="meta nowrap">${code}</span></p>`;
    groups.set(parameter, [...(groups.get(parameter) ?? []), said]);
  }
  return html`<div class="card problems"><ul class="plain">
${[...groups].map(([name, said]) => html`<li><code>${name}</code>${said}</li>`)}
</ul></div>`;
}

/** Shows the received link and all its problems, grouped by parameter. */
export function problemsView(link: CheckedLink, target: string): View {
  const title = "This link is wrong";
  const count = link.problems.length;
  return {
    title,
    main: html`<h1>${title}</h1>
<p>${count === 1 ? "One thing differs" : `${count} things differ`} from the contract (<code>docs/contract.md</code>).</p>
<p class="meta">It arrived as</p>
<p><code>${target}</code></p>
${problemList(link.problems)}`,
  };
}

/** The page shown during a slow sign-in. The browser reloads it by itself. */
export function waitingView(seconds: number): View {
  const title = "Approve this sign-in";
  return {
    title,
    main: html`<h1>${title}</h1>
<p>Signing in takes a while here, as if you had to find a code on another device. This page continues automatically in
${seconds === 1 ? "1 second" : `${seconds} seconds`}.</p>`,
  };
}

export function unavailableView(): View {
  const title = "This page is not available";
  return { title, main: html`<h1>${title}</h1><p>The site answers 503. Try again later.</p>` };
}

/** The page behind Exit when Exit never returns. */
export function closedView(): View {
  const title = "You have left the page";
  return {
    title,
    main: html`<h1>${title}</h1><p>The site does not take you back to where you came from.</p>`,
  };
}

/** The page behind a valid link. */
export function dashView(
  site: Site,
  link: CheckedLink,
  email: string,
  { catalogue, behaviour }: Pick<Sandbox, "catalogue" | "behaviour">,
): View {
  const title = findPageType(link.page ?? "")?.title ?? "";
  const model = catalogue?.models.find((candidate) => candidate.modelId === link.modelId);
  return {
    title,
    main: html`<div class="bar"><p class="meta">Signed in as ${email}</p>
${link.exitUri !== null && html`<a class="button quiet" rel="noreferrer" href="${exitHref(link.exitUri, behaviour)}">Exit</a>`}</div>
<h1>${title}</h1>
<p class="meta">This is ${site.label}${site.channel === "website" && html` (${site.host})`}.</p>
<section class="card" aria-label="What the link names"><dl>
<dt>Vendor</dt><dd>${link.vendorCode}</dd>
${link.modelId !== null && html`<dt>Model</dt><dd>${model ? `${model.name} (${model.modelId})` : link.modelId}</dd>`}
</dl></section>
${describePage(link, catalogue)}`,
  };
}
