import { pathOf } from "./endpoints.ts";
import { channels, pages, regions, servesSensors } from "./pages.ts";
import { checkParameters, fixedValues, type Given, parameters, requiredParameters } from "./parameters.ts";
import { describeProblem, type Problem, type Result, settle } from "./result.ts";
import type { DashSettings, LinkRequest } from "./types.ts";
import { parseUrl } from "./uri.ts";

/**
 * Write the link to a Dash page, or say everything that is wrong with the request: parameters in the contract's
 * order, values through encodeURIComponent, `returnUrl` as Amazon prints it.
 * Source: contract, documented; order and encoding, decided.
 */
export function buildLink(request: LinkRequest, settings: DashSettings): Result<string> {
  const { channel, region, modelId, exitUri } = request;
  const problems = checkChoices(request, settings);
  const page = Object.hasOwn(pages, request.page) ? request.page : undefined;

  const given: Given = { vendorCode: settings.vendorCode, modelId, exitUri };
  const required = page && requiredParameters(page, channel);
  if (required?.includes("returnUrl")) given.returnUrl = fixedValues.returnUrl;
  if (required?.includes("settings")) given.settings = fixedValues.settings;
  problems.push(...checkParameters(page, channel, given, settings.exitSchemes));

  if (page && request.sensors && !servesSensors(page, request.sensors))
    problems.push(
      describeProblem(
        "sensor-not-supported",
        "sensors",
        `do not suit ${page}: it needs ${pages[page].sensors}`,
      ),
    );
  if (problems.length > 0 || !page) return { ok: false, problems };

  const wirePage = page === "sensor_tracking_selection" ? settings.supplyPage : page;
  const endpoint =
    channel === "app" ? settings.endpoints.app : settings.endpoints[region].replace(/\/+$/, "");
  const query = parameters.flatMap((name) => {
    const value = given[name];
    if (value === undefined) return [];
    return `${name}=${name === "returnUrl" ? value : encodeURIComponent(value)}`;
  });
  return settle(problems, `${endpoint}${pathOf(wirePage, channel, settings.pathStyle)}?${query.join("&")}`);
}

// The types rule these out; a caller without types, or a setting read from text, may still bring them.
function checkChoices(request: LinkRequest, settings: DashSettings): Problem[] {
  const choices: readonly (readonly [name: string, value: string, among: readonly string[]])[] = [
    ["channel", request.channel, channels],
    ["region", request.region, regions],
    ["pathStyle", settings.pathStyle, ["template", "example"]],
    ["supplyPage", settings.supplyPage, ["sensor_tracking_selection", "product_selection"]],
  ];
  const problems = choices
    .filter(([, value, among]) => !among.includes(value))
    .map(([name, , among]) =>
      describeProblem("bad-value", name, `is unknown: use one of ${among.join(", ")}`),
    );
  if (!Object.hasOwn(pages, request.page))
    problems.push(
      describeProblem("unknown-page", "page", `is unknown: use one of ${Object.keys(pages).join(", ")}`),
    );

  const key = request.channel === "app" ? "app" : request.region;
  const endpoint = settings.endpoints[key];
  // Spelled as a parser spells it: what it would trim, decode or fold could not be read back.
  const plain = /^https?:\/\/[\w.:[\]-]+(\/[\w.~:!$&'()*+,;=%/-]*)?$/i.exec(endpoint);
  if (problems.length === 0 && !(plain && parseUrl(endpoint)?.pathname === (plain[1] ?? "/")))
    problems.push(
      describeProblem(
        "bad-endpoint",
        `endpoints.${key}`,
        "is no plain http or https address: write scheme, host and path only, in ASCII",
      ),
    );
  return problems;
}
