import { isDeepStrictEqual } from "node:util";
import { type Html, html } from "../shared/html";
import { Behaviour } from "./control";
import type { Sandbox } from "./site-context";
import type { View } from "./views";

type Faults = { [Name in keyof Behaviour]?: string[] | undefined };

const devicesForm = (isMoved: boolean) => html`<h2 id="devices">Devices</h2>
<form class="card" method="post" action="/control/day">
${isMoved && html`<p role="status">The devices moved on by a day. Their messages reach the portal within seconds.</p>`}
<p>Every simulated device uses a day’s worth at once, stamped now, because the portal takes no readings from the future.</p>
<button class="quiet" type="submit">Move the devices on by a day</button>
</form>`;

/**
 * The form that sets the sites' behaviour. After an error, it keeps the submitted values.
 * `isMoved` says that the devices have just moved on by a day.
 */
export function controlView(
  { behaviour, devices }: Pick<Sandbox, "behaviour" | "devices">,
  faults: Faults = {},
  written?: URLSearchParams,
  isMoved = false,
): View {
  const title = "Behaviour";
  const value = (name: "exitUris" | "append" | "slow" | "signIn"): string => {
    const current = behaviour[name];
    return written?.get(name) ?? (Array.isArray(current) ? current.join("\n") : String(current));
  };
  const fault = (name: keyof Behaviour): Html | false =>
    faults[name] !== undefined && html`<p id="${name}-fault" role="alert">${faults[name]?.join(" ")}</p>`;
  const described = (name: keyof Behaviour) =>
    faults[name] ? `${name}-fault ${name}-about` : `${name}-about`;
  const number = (name: "slow" | "signIn", label: string, about: string) => html`
<label for="${name}">${label}</label>${fault(name)}
<input id="${name}" name="${name}" inputmode="decimal" value="${value(name)}" aria-describedby="${described(name)}">
<p class="meta" id="${name}-about">${about}</p>`;
  const box = (name: "dropQuery" | "unavailable" | "neverReturns", label: string) => {
    const isOn = written ? written.has(name) : behaviour[name];
    return html`<label class="choice"><input type="checkbox" name="${name}"${isOn && html` checked`}><span>${label}</span></label>`;
  };
  return {
    title,
    main: html`<h1>${title}</h1>
<p>What the real sites might do to a portal. Applies to all four sites until you change it or the sandbox stops.</p>
${
  isDeepStrictEqual(behaviour, Behaviour.parse({}))
    ? html`<p class="meta">The sites behave normally.</p>`
    : html`<form class="actions apart" method="post" action="/control"><button class="quiet" type="submit">Back to normal</button></form>`
}
<form class="card" method="post" action="/control">
<label for="exitUris">Allow list of exit addresses, one per line</label>${fault("exitUris")}
<textarea id="exitUris" name="exitUris" rows="3" spellcheck="false" aria-describedby="${described("exitUris")}">${value("exitUris")}</textarea>
<p class="meta" id="exitUris-about">Must match exactly. A link with any other exitUri is wrong. Empty: any is right.</p>
<label for="append">Appended on return</label>${fault("append")}
<input id="append" name="append" value="${value("append")}" spellcheck="false" aria-describedby="${described("append")}">
<p class="meta" id="append-about">For example status=done&amp;source=alexa. Empty: nothing.</p>
${box("dropQuery", "Drop the query of the exit address on return")}
${number("slow", "Slow answers, in seconds", "How long each Dash page waits. 0: not at all.")}
${number("signIn", "Slow sign-in, in seconds", "How long it takes once the button is pressed. 0: no time.")}
${box("unavailable", "Answer 503 to every Dash page")}
${box("neverReturns", "Never return: Exit leads nowhere")}
<button type="submit">Save</button>
</form>
${devices !== undefined && devicesForm(isMoved)}`,
  };
}
