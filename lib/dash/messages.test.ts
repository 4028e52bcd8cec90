import { describe, expect, it } from "vitest";
import { buildLink } from "./build-link.ts";
import { amazonEndpoints } from "./endpoints.ts";
import { checkExitUri } from "./exit-uri.ts";
import { checkModelId } from "./identifiers.ts";
import { readLink } from "./read-link.ts";
import type { Result } from "./result.ts";
import type { DashSettings, LinkRequest } from "./types.ts";

const website = "https://drs-web.amazon.com";
const good = `${website}/settings?vendorCode=V1&modelId=RX-100&settings=true`;
const app = "https://alexa.amazon.com/spa/index.html#v2/drs/page/";

function build(request: Record<string, unknown>, settings: Partial<DashSettings> = {}): Result<string> {
  return buildLink(
    { page: "settings", channel: "website", region: "NA", modelId: "R", ...request } as LinkRequest,
    {
      vendorCode: "V1",
      endpoints: amazonEndpoints,
      pathStyle: "template",
      supplyPage: "product_selection",
      ...settings,
    },
  );
}

const pageTypes =
  "dart_landing, dart_device_list, settings, sensor_tracking_selection, inventory_management, inventory_history, installed_inventory";

// People read them, and scripts print them: which part, what is wrong with it, what would be right.
describe("what is said of a problem, each sentence once", () => {
  it.each<[message: string, ask: () => Result<unknown>]>([
    // the link as a whole
    ["The link holds white space, a backslash or the like: remove it.", () => readLink(`${good} `)],
    [
      "The link is no absolute web address: begin with https:// and a host.",
      () => readLink("drs-web.amazon.com/settings"),
    ],
    [
      "The link does not begin with https://: no Dash link does otherwise.",
      () => readLink(good.replace("https", "ftp")),
    ],
    [
      "The link begins with http://, unlike its endpoint: Amazon's have https://.",
      () => readLink(good.replace("https", "http")),
    ],
    [
      "The link names a host that is no Dash endpoint: use one of alexa.amazon.com, drs-web-eu.amazon.co.uk, drs-web.amazon.com, drs-web.amazon.co.jp.",
      () => readLink(good.replace("drs-web", "www")),
    ],
    [
      "The link does not have the path of its endpoint: begin with /spa/index.html.",
      () => readLink(`${app}settings?vendorCode=V1&modelId=R`.replace("index", "main")),
    ],
    [
      "The link has no path of a Dash page: write /drs/partner/page/ and a page type.",
      () => readLink(good.replace("/settings", "/a/settings")),
    ],
    [
      "The link has no path of a Dash page: dart_device_list belongs after /drs/partner/page/ only.",
      () => readLink(`${website}/dart_device_list?vendorCode=V1`),
    ],
    [`page is unknown: use one of ${pageTypes}.`, () => readLink(good.replace("/settings", "/setting"))],
    [
      "The link has a query before '#': move it behind the path.",
      () =>
        readLink(`${app}dart_landing?vendorCode=V1&modelId=R&returnUrl=/dart_device_list`.replace("#", "?#")),
    ],
    ["The link has a fragment: leave out '#' and what follows.", () => readLink(`${good}#x`)],
    // its parameters
    [
      "settings is missing: the page settings needs settings=true.",
      () => readLink(good.replace("&settings=true", "")),
    ],
    [
      "returnUrl is missing: the page dart_landing needs returnUrl=/dart_device_list.",
      () => readLink(`${app}dart_landing?vendorCode=V1&modelId=R`),
    ],
    [
      "modelIR looks like the misprint in Amazon's examples: write modelId=.",
      () => readLink(`${good}&modelIR`),
    ],
    [
      "exitUri may never begin with javascript: use https.",
      () => checkExitUri("javascript:alert(1)", { schemes: ["javascript"] }),
    ],
    [
      "modelId is missing: the page settings needs modelId.",
      () => readLink(good.replace("&modelId=RX-100", "")),
    ],
    [
      "returnUrl does not belong on the page settings: leave it out.",
      () => readLink(`${good}&returnUrl=/dart_device_list`),
    ],
    [
      "settings does not belong on the page settings in the app: leave it out.",
      () => readLink(`${app}settings?vendorCode=V1&modelId=R&settings=true`),
    ],
    ["modelId appears more than once: keep one at most.", () => readLink(`${good}&modelId=R`)],
    [
      "access_token must never appear in a link: remove it, and revoke it.",
      () => readLink(`${good}&access_token=x`),
    ],
    [
      "lang is not one of vendorCode, modelId, exitUri, returnUrl, settings: remove or rename it.",
      () => readLink(`${good}&lang=x`),
    ],
    [
      "url is not one of vendorCode, modelId, exitUri, returnUrl, settings: remove or rename it.",
      () => readLink(`${good}&url=x`),
    ],
    [
      "A parameter without a name is not one of vendorCode, modelId, exitUri, returnUrl, settings: remove or rename it.",
      () => readLink(`${good}&`),
    ],
    ["modelId is not percent-encoded: encode its UTF-8 bytes.", () => readLink(good.replace("RX", "%"))],
    ["settings has a wrong value: only true is right.", () => readLink(good.replace("true", "yes"))],
    [
      "settings is percent-encoded once too often: leave out one encoding.",
      () => readLink(good.replace("true", "%2574rue")),
    ],
    // vendorCode and modelId
    ["modelId is empty: write it as the Dash console shows it.", () => checkModelId("")],
    [
      "modelId is longer than 128 characters: write it as the Dash console shows it.",
      () => checkModelId("x".repeat(129)),
    ],
    ["modelId holds white space: remove it.", () => checkModelId("a b")],
    ["modelId holds a control character: remove it.", () => checkModelId("\0")],
    [
      "modelId holds half a character (a lone surrogate), which has no encoding: remove it.",
      () => checkModelId("\ud800"),
    ],
    ["modelId is percent-encoded once too often: leave out one encoding.", () => checkModelId("a%2Fb")],
    // exitUri
    [
      "exitUri holds characters that no URI may hold: percent-encode them, once, or remove them.",
      () => checkExitUri("https://x.example/ü"),
    ],
    ["exitUri holds a fragment: leave out '#' and what follows.", () => checkExitUri("https://x.example/#")],
    [
      "exitUri is percent-encoded once too often: leave out one encoding.",
      () => checkExitUri("https%3A%2F%2Fx.example"),
    ],
    [
      "exitUri has no scheme: write an absolute address such as https://example.com/return.",
      () => checkExitUri("/return"),
    ],
    [
      "exitUri may not begin with myapp: use https or an app scheme that is registered.",
      () => checkExitUri("myapp://back"),
    ],
    [
      "exitUri holds a user name or password: leave out '@' and what comes before it.",
      () => checkExitUri("https://u@x.example"),
    ],
    [
      "exitUri has no valid host: write two slashes and a host after the scheme.",
      () => checkExitUri("https:x"),
    ],
    [
      "exitUri uses http with a host that is not this machine: use https.",
      () => checkExitUri("http://x.example"),
    ],
    // the request or the configuration of a link
    [`page is unknown: use one of ${pageTypes}.`, () => build({ page: "x" })],
    ["channel is unknown: use one of website, app.", () => build({ channel: "x" })],
    ["region is unknown: use one of EU, NA, FE.", () => build({ region: "x" })],
    ["pathStyle is unknown: use one of template, example.", () => build({}, { pathStyle: "x" as never })],
    [
      "supplyPage is unknown: use one of sensor_tracking_selection, product_selection.",
      () => build({}, { supplyPage: "x" as never }),
    ],
    [
      "endpoints.NA cannot be read back from a link: write scheme, host and path as a browser shows them, apart from other endpoints.",
      () => build({}, { endpoints: { ...amazonEndpoints, NA: "x" } }),
    ],
    [
      "sensors do not suit installed_inventory: it needs usage.",
      () => build({ page: "installed_inventory", sensors: ["level"] }),
    ],
  ])("%s", (message, ask) => {
    const result = ask();
    expect(result.ok ? [] : result.problems.map((problem) => problem.message)).toEqual([message]);
  });
});
