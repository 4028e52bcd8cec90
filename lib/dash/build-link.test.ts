import { describe, expect, it } from "vitest";
import { buildLink } from "./build-link.ts";
import { amazonEndpoints } from "./endpoints.ts";
import { channels, pages, regions } from "./pages.ts";
import type { Channel, DashSettings, LinkRequest, PageType, PathStyle, Region } from "./types.ts";

const settings: DashSettings = {
  vendorCode: "V1",
  endpoints: amazonEndpoints,
  pathStyle: "template",
  supplyPage: "sensor_tracking_selection",
};
const exitUri = "https://larder.example/return";
const ids = "vendorCode=V1&modelId=RX-100";
const exit = "exitUri=https%3A%2F%2Flarder.example%2Freturn";

function codesOf(request: Partial<LinkRequest>, overrides: Partial<DashSettings> = {}): string[] {
  const whole: LinkRequest = {
    page: "settings",
    channel: "website",
    region: "EU",
    modelId: "RX-100",
    ...request,
  };
  const result = buildLink(whole, { ...settings, ...overrides });
  return result.ok ? [] : result.problems.map(({ code, parameter }) => `${code} ${parameter}`);
}

describe("buildLink", () => {
  const bases: Record<Region, string> = {
    EU: "https://drs-web-eu.amazon.co.uk",
    NA: "https://drs-web.amazon.com",
    FE: "https://drs-web.amazon.co.jp",
  };
  const alexa = "https://alexa.amazon.com/spa/index.html";
  const queries: Record<PageType, Record<Channel, string>> = {
    dart_landing: {
      website: `${ids}&${exit}&returnUrl=/dart_device_list`,
      app: `${ids}&${exit}&returnUrl=/dart_device_list`,
    },
    dart_device_list: { website: `vendorCode=V1&${exit}`, app: `vendorCode=V1&${exit}` },
    settings: { website: `${ids}&${exit}&settings=true`, app: `${ids}&${exit}` },
    sensor_tracking_selection: { website: `${ids}&${exit}&settings=true`, app: `${ids}&${exit}` },
    inventory_management: { website: `${ids}&${exit}&settings=true`, app: `${ids}&${exit}` },
    inventory_history: { website: `${ids}&${exit}&settings=true`, app: `${ids}&${exit}` },
    installed_inventory: { website: `${ids}&${exit}&settings=true`, app: `${ids}&${exit}` },
  };
  const paths: Record<Channel, Record<PathStyle, string>> = {
    website: { template: "/drs/partner/page/", example: "/" },
    app: { template: "#v2/drs/partner/page/", example: "#v2/drs/page/" },
  };

  const table = (Object.keys(pages) as PageType[]).flatMap((page) =>
    channels.flatMap((channel) =>
      (["template", "example"] as const).flatMap((style) =>
        regions.map((region) => ({ page, channel, style, region })),
      ),
    ),
  );
  it.each(table)("$page, $channel, $style, $region", ({ page, channel, style, region }) => {
    const modelId = page === "dart_device_list" ? undefined : "RX-100";
    const path = paths[channel][page === "dart_device_list" ? "template" : style];
    const base = channel === "app" ? alexa : bases[region];
    const link = buildLink({ page, channel, region, modelId, exitUri }, { ...settings, pathStyle: style });
    expect(link).toEqual({ ok: true, value: `${base}${path}${page}?${queries[page][channel]}` });
  });

  it.each<[Partial<LinkRequest>, Partial<DashSettings>, string]>([
    [{}, {}, `https://drs-web-eu.amazon.co.uk/drs/partner/page/settings?${ids}&settings=true`],
    [
      { page: "dart_landing", region: "NA" },
      {},
      `https://drs-web.amazon.com/drs/partner/page/dart_landing?${ids}&returnUrl=/dart_device_list`,
    ],
    [
      { page: "sensor_tracking_selection", region: "FE" },
      { supplyPage: "product_selection" },
      `https://drs-web.amazon.co.jp/drs/partner/page/product_selection?${ids}&settings=true`,
    ],
    [
      { page: "sensor_tracking_selection", channel: "app" },
      { supplyPage: "product_selection", pathStyle: "example" },
      `https://alexa.amazon.com/spa/index.html#v2/drs/page/product_selection?${ids}`,
    ],
    [
      { modelId: "RX/1+2&ü" },
      { vendorCode: "a=b#%?" },
      "https://drs-web-eu.amazon.co.uk/drs/partner/page/settings?vendorCode=a%3Db%23%25%3F&modelId=RX%2F1%2B2%26%C3%BC&settings=true",
    ],
    [
      { exitUri: "https://larder.example/a%20b?x=1&y=2" },
      {},
      `https://drs-web-eu.amazon.co.uk/drs/partner/page/settings?${ids}&exitUri=https%3A%2F%2Flarder.example%2Fa%2520b%3Fx%3D1%26y%3D2&settings=true`,
    ],
    [
      { channel: "app", region: undefined },
      {},
      `https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/settings?${ids}`,
    ],
    [
      { exitUri: "myapp://dash/back", channel: "app" },
      { exitSchemes: ["myapp"] },
      `https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/settings?${ids}&exitUri=myapp%3A%2F%2Fdash%2Fback`,
    ],
    [
      {},
      { endpoints: { ...amazonEndpoints, EU: "http://127.0.0.1:4101" } },
      `http://127.0.0.1:4101/drs/partner/page/settings?${ids}&settings=true`,
    ],
    [
      {},
      { endpoints: { ...amazonEndpoints, EU: "https://proxy.example/dash/eu//" } },
      `https://proxy.example/dash/eu/drs/partner/page/settings?${ids}&settings=true`,
    ],
    [
      { page: "installed_inventory", sensors: ["level", "usage"] },
      {},
      `https://drs-web-eu.amazon.co.uk/drs/partner/page/installed_inventory?${ids}&settings=true`,
    ],
  ])("%j with %j", (request, overrides, url) => {
    const whole: LinkRequest = {
      page: "settings",
      channel: "website",
      region: "EU",
      modelId: "RX-100",
      ...request,
    };
    expect(buildLink(whole, { ...settings, ...overrides })).toEqual({ ok: true, value: url });
  });

  it.each<[string[], Partial<LinkRequest>, Partial<DashSettings>]>([
    [["missing-parameter modelId"], { modelId: undefined }, {}],
    [["empty modelId"], { modelId: "" }, {}],
    [["unexpected-parameter modelId"], { page: "dart_device_list" }, {}],
    [["empty vendorCode"], {}, { vendorCode: "" }],
    [["lone-surrogate modelId"], { modelId: "\ud83d" }, {}],
    [["exit-characters exitUri"], { exitUri: "https://larder.example/\udc00" }, {}],
    [["exit-scheme exitUri"], { exitUri: "myapp://dash/back" }, {}],
    [
      ["sensor-not-supported sensors"],
      { page: "installed_inventory", sensors: ["level", "level-usage"] },
      {},
    ],
    [["unknown-page page"], { page: "toString" as PageType }, {}],
    [["bad-value channel"], { channel: "fax" as Channel }, {}],
    [["bad-value region"], { region: "__proto__" as Region }, {}],
    [["bad-value region"], { region: undefined }, {}],
    [["bad-value region"], { region: "XX" as Region, channel: "app" }, {}],
    [["bad-value pathStyle"], {}, { pathStyle: "other" as PathStyle }],
    [["bad-value supplyPage"], {}, { supplyPage: "settings" as never }],
    [["bad-endpoint endpoints.EU"], {}, { endpoints: { ...amazonEndpoints, EU: "drs-web-eu.amazon.co.uk" } }],
    [["bad-endpoint endpoints.EU"], {}, { endpoints: { ...amazonEndpoints, EU: "https://x.example/?a" } }],
    ...[
      "git+https://x.example",
      "https://x.example\0",
      " https://x.example",
      "https://x.example/a/../b",
      "https://x.example/%2e",
      "https://x.example/ü",
      "https://ü.example",
      "https://u@x.example",
      "https://x.example:99999",
      "https:///path",
      "https://x.example/a b",
    ].map((EU): [string[], Partial<LinkRequest>, Partial<DashSettings>] => [
      ["bad-endpoint endpoints.EU"],
      {},
      { endpoints: { ...amazonEndpoints, EU } },
    ]),
    [["bad-endpoint endpoints.EU"], {}, { endpoints: { ...amazonEndpoints, EU: undefined as never } }],
    [
      ["bad-endpoint endpoints.app"],
      { channel: "app" },
      { endpoints: { ...amazonEndpoints, app: "https://x/#v2" } },
    ],
    [
      ["bad-endpoint endpoints.EU"],
      {},
      { endpoints: { ...amazonEndpoints, EU: "https://x.example", NA: "https://x.example/drs" } },
    ],
    [
      ["bad-endpoint endpoints.EU"],
      {},
      {
        endpoints: { ...amazonEndpoints, EU: "https://x.example", NA: "https://x.example/drs/partner/page" },
      },
    ],
    [["missing-parameter modelId"], { modelId: null as never, exitUri: null as never }, {}],
    [["missing-parameter vendorCode"], {}, { vendorCode: null as never }],
    [
      [
        "bad-value region",
        "white-space vendorCode",
        "missing-parameter modelId",
        "exit-fragment exitUri",
        "exit-http exitUri",
        "sensor-not-supported sensors",
      ],
      {
        page: "installed_inventory",
        region: "XX" as Region,
        modelId: undefined,
        exitUri: "http://larder.example/#x",
        sensors: [],
      },
      { vendorCode: "V 1" },
    ],
  ])("refuses: %j", (expected, request, overrides) => expect(codesOf(request, overrides)).toEqual(expected));

  it("says which parameter, why, and what would be right", () => {
    expect(
      buildLink({ page: "settings", channel: "website", region: "EU", exitUri: "/return" }, settings),
    ).toEqual({
      ok: false,
      problems: [
        {
          code: "missing-parameter",
          parameter: "modelId",
          message: "modelId is missing: the page settings needs modelId.",
        },
        {
          code: "exit-not-absolute",
          parameter: "exitUri",
          message: "exitUri has no scheme: write an absolute address such as https://example.com/return.",
        },
      ],
    });
  });
});
