import { pathOf } from "./endpoints.ts";
import { channels, pages, regions, servesSensors } from "./pages.ts";
import { checkParameters, fixedValues, type Given, parameters, requiredParameters } from "./parameters.ts";
import { inspectLink } from "./read-link.ts";
import { describeProblem, type Problem, type Result } from "./result.ts";
import type { DashSettings, LinkRequest } from "./types.ts";

/**
 * Write the link to a Dash page, or say everything that is wrong with the request: parameters in the contract's
 * order, values through encodeURIComponent, `returnUrl` as Amazon prints it.
 * Source: contract, documented; order and encoding, decided.
 */
export function buildLink(request: LinkRequest, settings: DashSettings): Result<string> {
  const { channel, region } = request;
  const problems = checkChoices(request, settings);
  const page = Object.hasOwn(pages, request.page) ? request.page : undefined;

  // Without types, null may come for what is missing.
  const given: Given = {
    vendorCode: settings.vendorCode ?? undefined,
    modelId: request.modelId ?? undefined,
    exitUri: request.exitUri ?? undefined,
  };
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

  const key = channel === "app" ? "app" : region;
  const endpoint = `${settings.endpoints[key]}`;
  const wirePage = page === "sensor_tracking_selection" ? settings.supplyPage : page;
  const query = parameters.flatMap((name) => {
    const value = given[name];
    if (!value) return [];
    return `${name}=${name === "returnUrl" ? value : encodeURIComponent(value)}`;
  });
  const base = channel === "app" ? endpoint : endpoint.replace(/\/+$/, "");
  const url = `${base}${pathOf(wirePage, channel, settings.pathStyle)}?${query.join("&")}`;

  // An endpoint that a parser respells, or with which another one begins, would lead elsewhere.
  const { link, problems: faults } = inspectLink(url, settings);
  if (faults.length === 0 && settings.endpoints[link.region ?? "app"] === endpoint)
    return { ok: true, value: url };
  const why = "cannot be read back from a link: write scheme, host and path as a browser shows them";
  return {
    ok: false,
    problems: [describeProblem("bad-endpoint", `endpoints.${key}`, `${why}, apart from other endpoints`)],
  };
}

// The types rule these out; a caller without types, or a setting read from text, may still bring them.
function checkChoices(request: LinkRequest, settings: DashSettings): Problem[] {
  const { channel, region } = request;
  // An app link needs no region.
  const choices: readonly (readonly [name: string, value: string | undefined, among: readonly string[]])[] = [
    ["channel", channel, channels],
    ["region", region ?? (channel === "app" ? "EU" : undefined), regions],
    ["pathStyle", settings.pathStyle, ["template", "example"]],
    ["supplyPage", settings.supplyPage, ["sensor_tracking_selection", "product_selection"]],
  ];
  const problems = choices
    .filter(([, value, among]) => !among.some((one) => one === value))
    .map(([name, , among]) =>
      describeProblem("bad-value", name, `is unknown: use one of ${among.join(", ")}`),
    );
  if (!Object.hasOwn(pages, request.page))
    problems.push(
      describeProblem("unknown-page", "page", `is unknown: use one of ${Object.keys(pages).join(", ")}`),
    );
  return problems;
}
