import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue";
import { checkLink } from "./check-link";
import type { Channel } from "./sites";

const catalogue: Catalogue = {
  vendorCode: "HEARTHBY",
  models: [
    { modelId: "hb-brew-2", name: "Brew 2", sensors: ["usage"] },
    { modelId: "hb-print-2", name: "Print 2", sensors: ["level"] },
    { modelId: "hb-clean-2", name: "Clean 2", sensors: ["level-usage"] },
  ],
};
const exit = "exitUri=https%3A%2F%2Fdevices.example.com%2Freturn";
const ids = "vendorCode=HEARTHBY&modelId=hb-brew-2";
const settingsPages = [
  "settings",
  "sensor_tracking_selection",
  "product_selection",
  "inventory_management",
  "inventory_history",
  "installed_inventory",
];
const prefixes = {
  website: { template: "/drs/partner/page/", example: "/" },
  app: { template: "/spa/index.html#v2/drs/partner/page/", example: "/spa/index.html#v2/drs/page/" },
};

function* rightLinks(): Generator<{ channel: Channel; style: string; page: string; target: string }> {
  for (const channel of ["website", "app"] as const)
    for (const style of ["template", "example"] as const) {
      const prefix = prefixes[channel][style];
      const last = channel === "website" ? "&settings=true" : "";
      for (const page of settingsPages)
        for (const query of [`${ids}&${exit}${last}`, `${ids}${last}`])
          yield { channel, style, page, target: `${prefix}${page}?${query}` };
      for (const query of [ids, `${ids}&${exit}`])
        yield {
          channel,
          style,
          page: "dart_landing",
          target: `${prefix}dart_landing?${query}&returnUrl=/dart_device_list`,
        };
      // The device list keeps the template's path in both styles.
      for (const query of ["vendorCode=HEARTHBY", `vendorCode=HEARTHBY&${exit}`])
        yield {
          channel,
          style,
          page: "dart_device_list",
          target: `${prefixes[channel].template}dart_device_list?${query}`,
        };
    }
}

const w = "/drs/partner/page/";
const a = "/spa/index.html#v2/drs/partner/page/";
const rest = `${ids}&settings=true`;
const long = "x".repeat(129);

describe("valid links", () => {
  it.each([...rightLinks()])("$channel, $style: $target", ({ channel, style, page, target }) => {
    const link = checkLink(target, channel, catalogue);
    expect(link.problems).toEqual([]);
    expect(link.page).toBe(page);
    expect(link.style).toBe(page === "dart_device_list" ? null : style);
    expect(link.vendorCode).toBe("HEARTHBY");
    expect(link.exitUri).toBe(target.includes("exitUri") ? "https://devices.example.com/return" : null);
    expect(checkLink(target, channel).problems).toEqual([]);
  });

  it("accepts identifiers of 128 characters and of any script, percent-encoded", () => {
    for (const id of ["x".repeat(128), "é/ü?&=+#", "デバイス"]) {
      const query = `vendorCode=${encodeURIComponent(id)}&modelId=${encodeURIComponent(id)}&settings=true`;
      const link = checkLink(`/settings?${query}`, "website");
      expect(link.problems).toEqual([]);
      expect(link.modelId).toBe(id);
    }
  });

  it.each([
    `${w}dart_landing?${ids}&returnUrl=%2Fdart_device_list`,
    `${w}settings?vendor%43ode=HEARTHBY&modelId=hb-brew-2&settings=true`,
    `${w}settings?settings=true&modelId=hb-brew-2&vendorCode=HEARTHBY`,
    `${w}dart_device_list?vendorCode=HEARTHBY&exitUri=https://devices.example.com/return`,
    ...["HEARTH+BY", "HEARTH/BY", "HEARTH=BY"].map((code) => `${w}dart_device_list?vendorCode=${code}`),
  ])("takes another spelling of the same: %s", (target) => {
    expect(checkLink(target, "website").problems).toEqual([]);
  });

  it("accepts an identifier with a percent sign if the catalogue has it", () => {
    const odd = { vendorCode: "a%41b", models: [] };
    const target = "/drs/partner/page/dart_device_list?vendorCode=a%2541b";
    expect(checkLink(target, "website", odd).problems).toEqual([]);
    expect(checkLink(target, "website").problems).toHaveLength(1);
  });
});

/** Each row: the damage, the channel, the link, and its problems as code and parameter. */
const damaged: [string, Channel, string, string[]][] = [
  // Path.
  ["no path", "website", `/?${rest}`, ["unknown-path path"]],
  ["unknown page", "website", `${w}orders?${rest}`, ["unknown-page path"]],
  ["page in upper case", "website", `${w}Settings?${rest}`, ["unknown-page path"]],
  ["slash at the end", "website", `${w}settings/?${rest}`, ["unknown-path path"]],
  ["doubled slash", "website", `/${w}settings?${rest}`, ["unknown-path path"]],
  ["encoded path", "website", `${w}%73ettings?${rest}`, ["unknown-page path"]],
  ["app spelling on a website", "website", `/v2/drs/page/settings?${rest}`, ["unknown-path path"]],
  ["half a template", "website", `/drs/page/settings?${rest}`, ["unknown-path path"]],
  ["device list in example style", "website", "/dart_device_list?vendorCode=HEARTHBY", ["unknown-path path"]],
  [
    "device list in example style",
    "app",
    "/spa/index.html#v2/drs/page/dart_device_list?vendorCode=HEARTHBY",
    ["unknown-path path"],
  ],
  [
    "website spelling in the app",
    "app",
    `/spa/index.html#drs/partner/page/settings?${ids}`,
    ["unknown-path path"],
  ],
  ["slash before v2", "app", `/spa/index.html#/v2/drs/page/settings?${ids}`, ["unknown-path path"]],
  ["unknown page", "app", `${a}orders?${ids}`, ["unknown-page path"]],
  ["other document", "app", `/index.html#v2/drs/page/settings?${ids}`, ["unknown-path path"]],
  ["no fragment", "app", "/spa/index.html", ["unknown-path fragment"]],
  ["empty fragment", "app", "/spa/index.html#", ["unknown-path fragment"]],
  ["no page", "app", `/spa/index.html#?${ids}`, ["unknown-path fragment"]],
  [
    "unexpected, and not encoded",
    "app",
    `${a}settings?${ids}&settings=%`,
    ["unexpected-parameter settings", "bad-encoding settings"],
  ],
  ["query before the #", "app", `/spa/index.html?${ids}#v2/drs/page/settings`, ["query-before-hash query"]],
  [
    "a second query before the #",
    "app",
    `/spa/index.html?x=1#v2/drs/page/settings?${ids}`,
    ["query-before-hash query", "unknown-parameter x"],
  ],
  // Parameters per page.
  [
    "nothing given",
    "website",
    `${w}settings`,
    ["missing-parameter vendorCode", "missing-parameter modelId", "missing-parameter settings"],
  ],
  ["no vendorCode", "website", `${w}dart_device_list`, ["missing-parameter vendorCode"]],
  [
    "no modelId",
    "website",
    `${w}inventory_history?vendorCode=HEARTHBY&settings=true`,
    ["missing-parameter modelId"],
  ],
  ["no settings", "website", `${w}inventory_management?${ids}`, ["missing-parameter settings"]],
  ["settings in the app", "app", `${a}settings?${rest}`, ["unexpected-parameter settings"]],
  [
    "settings on landing",
    "website",
    `${w}dart_landing?${rest}&returnUrl=/dart_device_list`,
    ["unexpected-parameter settings"],
  ],
  [
    "settings on the device list",
    "website",
    `${w}dart_device_list?vendorCode=HEARTHBY&settings=true`,
    ["unexpected-parameter settings"],
  ],
  [
    "settings on the device list",
    "app",
    `${a}dart_device_list?vendorCode=HEARTHBY&settings=true`,
    ["unexpected-parameter settings"],
  ],
  ["modelId on the device list", "website", `${w}dart_device_list?${ids}`, ["unexpected-parameter modelId"]],
  ["no returnUrl", "website", `${w}dart_landing?${ids}`, ["missing-parameter returnUrl"]],
  ["no returnUrl", "app", `${a}dart_landing?${ids}`, ["missing-parameter returnUrl"]],
  [
    "returnUrl elsewhere",
    "website",
    `${w}settings?${rest}&returnUrl=/dart_device_list`,
    ["unexpected-parameter returnUrl"],
  ],
  [
    "returnUrl on the list",
    "app",
    `${a}dart_device_list?vendorCode=HEARTHBY&returnUrl=/dart_device_list`,
    ["unexpected-parameter returnUrl"],
  ],
  ["other returnUrl", "website", `${w}dart_landing?${ids}&returnUrl=/settings`, ["bad-value returnUrl"]],
  ["settings=false", "website", `${w}settings?${ids}&settings=false`, ["bad-value settings"]],
  ["settings=TRUE", "website", `${w}settings?${ids}&settings=TRUE`, ["bad-value settings"]],
  ["settings without value", "website", `${w}settings?${ids}&settings`, ["bad-value settings"]],
  // Names.
  ["repeated", "website", `${w}settings?${rest}&modelId=hb-brew-2`, ["repeated-parameter modelId"]],
  [
    "repeated three times",
    "website",
    `${w}settings?${rest}&settings=true&settings=true`,
    ["repeated-parameter settings"],
  ],
  [
    "repeated unknown",
    "website",
    `${w}settings?${rest}&x=1&x=2`,
    ["unknown-parameter x", "repeated-parameter x"],
  ],
  ["access_token", "website", `${w}settings?${rest}&access_token=abc`, ["access-token access_token"]],
  ["access_token", "app", `${a}settings?${ids}&access_token=abc`, ["access-token access_token"]],
  [
    "access_token behind a second #",
    "app",
    `${a}settings?${ids}#access_token=abc`,
    ["access-token access_token", "bad-encoding modelId"],
  ],
  [
    "access_token in an exitUri that is not encoded",
    "website",
    `${w}settings?${rest}&exitUri=https://x.example/?access_token=abc`,
    ["access-token access_token"],
  ],
  [
    "access_token twice",
    "website",
    `${w}settings?${rest}&access_token=a&access_token=b`,
    ["access-token access_token"],
  ],
  ["unknown", "website", `${w}settings?${rest}&utm_source=mail`, ["unknown-parameter utm_source"]],
  [
    "wrong case",
    "website",
    `${w}settings?vendorcode=HEARTHBY&modelId=hb-brew-2&settings=true`,
    ["unknown-parameter vendorcode", "missing-parameter vendorCode"],
  ],
  [
    "Amazon's misprint",
    "app",
    `${a}settings?vendorCode=HEARTHBY&modelIhb-brew-2`,
    ["unknown-parameter modelIhb-brew-2", "missing-parameter modelId"],
  ],
  ["doubled &", "website", `${w}settings?${ids}&&settings=true`, ["unknown-parameter query"]],
  ["no name", "website", `${w}settings?${rest}&=x`, ["unknown-parameter query"]],
  // Identifiers.
  ["empty vendorCode", "website", `${w}dart_device_list?vendorCode=`, ["empty vendorCode"]],
  ["vendorCode too long", "website", `${w}dart_device_list?vendorCode=${long}`, ["too-long vendorCode"]],
  [
    "modelId too long",
    "website",
    `${w}settings?vendorCode=V&modelId=${long}&settings=true`,
    ["too-long modelId"],
  ],
  ["space", "website", `${w}dart_device_list?vendorCode=HEARTH%20BY`, ["white-space vendorCode"]],
  ["no-break space", "website", `${w}dart_device_list?vendorCode=HEARTH%C2%A0BY`, ["white-space vendorCode"]],
  [
    "control character",
    "website",
    `${w}dart_device_list?vendorCode=HEARTH%00BY`,
    ["control-character vendorCode"],
  ],
  [
    "encoded twice",
    "website",
    `${w}settings?vendorCode=V&modelId=a%252Fb&settings=true`,
    ["double-encoded modelId"],
  ],
  ["broken encoding", "website", `${w}dart_device_list?vendorCode=HEARTH%ZZ`, ["bad-encoding vendorCode"]],
  ["not UTF-8", "website", `${w}dart_device_list?vendorCode=H%FF`, ["bad-encoding vendorCode"]],
];

describe("damaged links", () => {
  it.each(damaged)("%s (%s): %s", (_what, channel, target, expected) => {
    const { problems } = checkLink(target, channel);
    expect(problems.map(({ code, parameter }) => `${code} ${parameter}`)).toEqual(expected);
    for (const { message } of problems) expect(message).toMatch(/^[A-Z"].{20,}\.$/i);
  });
});

describe("with a catalogue", () => {
  const check = (page: string, query: string) =>
    checkLink(`${w}${page}?${query}`, "website", catalogue).problems.map(({ code }) => code);

  it("accepts one vendor and its models", () => {
    expect(check("settings", "vendorCode=OTHER&modelId=hb-brew-2&settings=true")).toEqual(["unknown-vendor"]);
    expect(check("settings", "vendorCode=HEARTHBY&modelId=HB-BREW-2&settings=true")).toEqual([
      "unknown-model",
    ]);
    expect(check("dart_device_list", "vendorCode=hearthby")).toEqual(["unknown-vendor"]);
  });

  it("accepts several vendors, each with its own models", () => {
    const [first, ...others] = catalogue.models;
    if (!first) return expect.unreachable();
    const two = { ...catalogue, models: [{ ...first, vendorCode: "WASH" }, ...others] };
    const checkTwo = (page: string, query: string) =>
      checkLink(`${w}${page}?${query}`, "website", two).problems.map(({ code }) => code);
    for (const vendor of ["HEARTHBY", "WASH"])
      expect(checkTwo("dart_device_list", `vendorCode=${vendor}`)).toEqual([]);
    const query = (vendor: string) => `vendorCode=${vendor}&modelId=${first.modelId}&settings=true`;
    expect(checkTwo("settings", query("WASH"))).toEqual([]);
    expect(checkTwo("settings", query("HEARTHBY"))).toEqual(["unknown-model"]);
    expect(checkTwo("settings", query("OTHER"))).toEqual(["unknown-vendor"]);
  });

  it("accepts installed parts only for models with a usage sensor", () => {
    const query = (model: string) => `vendorCode=HEARTHBY&modelId=${model}&settings=true`;
    expect(check("installed_inventory", query("hb-brew-2"))).toEqual([]);
    expect(check("installed_inventory", query("hb-print-2"))).toEqual(["sensor-not-supported"]);
    expect(check("installed_inventory", query("hb-clean-2"))).toEqual(["sensor-not-supported"]);
    expect(check("inventory_history", query("hb-print-2"))).toEqual([]);
  });
});
