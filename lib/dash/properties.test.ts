import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { buildLink } from "./build-link.ts";
import { cardsOf } from "./cards.ts";
import { countries, isCountry, regionOfCountry } from "./countries.ts";
import { amazonEndpoints } from "./endpoints.ts";
import { checkExitUri } from "./exit-uri.ts";
import { checkModelId, checkVendorCode } from "./identifiers.ts";
import { countryOfLocale } from "./locale.ts";
import { channels, pageOfCard, regions, sensors } from "./pages.ts";
import { inspectLink, readLink } from "./read-link.ts";
import type { Problem } from "./result.ts";
import type { Channel, DashSettings, Endpoints, LinkRequest, PageType, Region } from "./types.ts";

vi.setConfig({ testTimeout: 120_000 });
const seed = Number(process.env.PROPERTY_SEED || Math.floor(Math.random() * 2 ** 31));
fc.configureGlobal({ seed, numRuns: Number(process.env.PROPERTY_RUNS || 10_000) });
console.info(`fast-check seed ${seed}; repeat with PROPERTY_SEED=${seed}`);

const settingsPage = {
  website: "vendorCode modelId exitUri settings",
  app: "vendorCode modelId exitUri",
};
// What stands in a link, by the contract; exitUri where one is given.
const taken: Record<PageType, Record<Channel, string>> = {
  dart_landing: {
    website: "vendorCode modelId exitUri returnUrl",
    app: "vendorCode modelId exitUri returnUrl",
  },
  dart_device_list: { website: "vendorCode exitUri", app: "vendorCode exitUri" },
  settings: settingsPage,
  sensor_tracking_selection: settingsPage,
  inventory_management: settingsPage,
  inventory_history: settingsPage,
  installed_inventory: settingsPage,
};

/** Everything a link is built from. */
type Input = LinkRequest & DashSettings & { region: Region };

function build({ page, channel, region, modelId, exitUri, sensors: given, ...settings }: Input) {
  return buildLink({ page, channel, region, modelId, exitUri, sensors: given } as LinkRequest, settings);
}

const schemes = ["myapp", "com.example.brew"];
const joined = (pieces: readonly string[], minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...pieces), { minLength, maxLength }).map((some) => some.join(""));

const evil = [..."%&?#@/\\:;=+.<>[]{}'\"| \t\n\r\0\u0085\u00a0üé。模\ud800\udc00", "😀", "%25", "%2F", "%00"];
const evilText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  joined([...evil, "x", "https:", "//", "true"], 0, 6),
  fc.constantFrom("__proto__", "toString", "constructor", "EU", "app", "settings", "x".repeat(3000)),
);

const idText = fc.oneof(
  joined([..."Vx7-._~/&=?#+%{}'()*!üé模", "😀", "RX-100", "your.vendor.id", "2F", "%zz"], 1, 12),
  fc.constantFrom("V1", "a".repeat(128), "😀".repeat(128), "%".repeat(100)),
);
const goodId = idText.filter((text) => !/%[\da-f]{2}/i.test(text));

const exitBases = [
  "https://example.com",
  "HTTPS://Example.COM:8443",
  "https://[2001:db8::1]",
  "https://xn--mnchen-3ya.example",
  "http://localhost:3000",
  "http://portal.localhost",
  "http://127.8.9.10",
  "http://[::1]:80",
  "myapp://dash",
  "MyApp:/back",
  "com.example.brew://x",
];
const goodExit = fc
  .tuple(
    fc.constantFrom(...exitBases),
    fc.constantFrom("", "/", "?", "/return", "/a/../b/."),
    joined(
      [..."/?&=+-._~:@!$'()*,;[]aZ9", "%20", "%2F", "%25", "%2525", "%C3%BC", "%ff", "y".repeat(500)],
      0,
      8,
    ),
  )
  .map(([base, start, rest]) => base + start + (start && rest));
const craftedExit = fc
  .tuple(
    fc.constantFrom("", "https:", "https://", "https://user@", "http://", "http:/", "myapp:", "javascript:"),
    joined("localhost 127.0.0.1 127.1 [::1] evil.example x . : :80 / // @ ? # %2F %3A".split(" "), 0, 4),
    fc.oneof(fc.constant(""), fc.constantFrom(...evil)),
    joined(["/", "x", "?", "evil.example"], 0, 2),
  )
  .map((parts) => parts.join(""));
const anyExit = fc.oneof(goodExit, craftedExit, evilText);

const amazon = { ...amazonEndpoints };
const goodEndpoints = fc.constantFrom<Endpoints[]>(
  amazon,
  {
    EU: "http://127.0.0.1:4101",
    NA: "http://127.0.0.1:4102/na/",
    FE: "https://proxy.example/fe",
    app: "http://localhost:4104",
  },
  {
    EU: "https://one.example/dash/eu",
    NA: "https://one.example/dash/na//",
    FE: "https://one.example",
    app: "https://one.example/spa/",
  },
);

/** Inputs a link can be built from. */
const goodInput: fc.Arbitrary<Input> = fc
  .record({
    page: fc.constantFrom(...(Object.keys(taken) as PageType[])),
    channel: fc.constantFrom(...channels),
    region: fc.constantFrom(...regions),
    vendorCode: goodId,
    modelId: goodId,
    exitUri: fc.option(goodExit, { nil: undefined, freq: 4 }),
    sensors: fc.option(fc.subarray([...sensors]), { nil: undefined }),
    pathStyle: fc.constantFrom("template" as const, "example" as const),
    supplyPage: fc.constantFrom("sensor_tracking_selection" as const, "product_selection" as const),
    endpoints: goodEndpoints,
    exitSchemes: fc.constant(schemes),
  })
  .map(({ modelId, sensors: given, ...input }) => ({
    ...input,
    modelId: input.page === "dart_device_list" ? undefined : modelId,
    sensors: input.page === "installed_inventory" && given ? [...given, "usage" as const] : given,
  }));

const fields = ["page", "channel", "region", "vendorCode", "modelId", "exitUri", "pathStyle", "supplyPage"];
/** Inputs of which up to two are any text. */
const anyInput = fc
  .tuple(
    goodInput,
    fc.array(fc.tuple(fc.constantFrom(...fields), fc.oneof(evilText, anyExit)), { maxLength: 2 }),
  )
  .map(([input, damages]): Input => ({ ...input, ...Object.fromEntries(damages) }));

/** Links, right ones and some with a place that was overwritten, with the endpoints they were built for. */
const anyLink = fc
  .tuple(
    goodInput,
    fc.oneof(fc.nat(300), fc.constantFrom(7, 8, "/", "?", "#", "&", "=", ":")),
    fc.nat(4),
    fc.oneof(
      fc.constant(""),
      fc.constantFrom(...evil, "x", ".evil.example", "@evil.example", "&settings=true"),
    ),
  )
  .map(([input, at, drop, put]) => {
    const link = build(input);
    if (!link.ok) throw new Error(JSON.stringify(link.problems));
    const start = typeof at === "number" ? at % link.value.length : link.value.indexOf(at, 8);
    const url = link.value.slice(0, start) + put + link.value.slice(start + (put ? drop : 0));
    return { url, endpoints: input.endpoints };
  });

const originsOf = (endpoints: Endpoints) =>
  Object.values(endpoints).flatMap((endpoint) => (URL.canParse(endpoint) ? [new URL(endpoint).origin] : []));

const anyEndpoints = fc
  .tuple(
    goodEndpoints,
    fc.constantFrom("EU", "NA", "FE", "app"),
    fc.constantFrom("", ...exitBases, "https://one.example", "https://one.example/dash"),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant("") },
      { weight: 1, arbitrary: fc.constantFrom("/", "/drs", "/drs/partner/page", "/settings", "/spa") },
      { weight: 1, arbitrary: evilText },
    ),
  )
  .map(([endpoints, key, base, rest]) =>
    base + rest === "" ? endpoints : { ...endpoints, [key]: base + rest },
  );

function expectSentences(problems: readonly Problem[]): void {
  if (problems.length === 0) throw new Error("refused without a problem");
  for (const { message } of problems) expect(message).toMatch(/^.+ .+: \S.*\S\.$/su);
}

/** What reading a link built from these inputs must give; regions of one address cannot be told apart. */
function expectedOf({ page, channel, vendorCode, modelId, exitUri, pathStyle, supplyPage, ...input }: Input) {
  const region = regions.find((one) => input.endpoints[one] === input.endpoints[input.region]);
  const names = taken[page][channel].split(" ");
  return {
    page,
    supplyPage: page === "sensor_tracking_selection" ? supplyPage : undefined,
    channel,
    region: channel === "app" ? null : region,
    pathStyle: page === "dart_device_list" ? null : pathStyle,
    vendorCode,
    modelId,
    exitUri,
    returnUrl: names.includes("returnUrl") ? "/dart_device_list" : undefined,
    settings: names.includes("settings"),
  };
}

describe("a built link", () => {
  it("opens at a configured endpoint, whatever the input", () => {
    fc.assert(
      fc.property(anyInput, anyEndpoints, (input, endpoints) => {
        const link = build({ ...input, endpoints });
        if (link.ok) expect(originsOf(endpoints)).toContain(new URL(link.value).origin);
      }),
    );
  });

  it("is plain ASCII without '+' that a URL parser keeps", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const link = build({ ...input, endpoints: amazon });
        if (!link.ok) return;
        expect(link.value).toMatch(/^[!-*,-~]+$/);
        expect(decodeURIComponent(new URL(link.value).href)).toBe(decodeURIComponent(link.value));
      }),
    );
  });

  it("is read back as what it was built from", () => {
    fc.assert(
      fc.property(anyInput, anyEndpoints, (input, endpoints) => {
        const link = build({ ...input, endpoints });
        if (!link.ok) return;
        const read = readLink(link.value, { endpoints, exitSchemes: schemes });
        expect(read).toEqual({ ok: true, value: expectedOf({ ...input, endpoints }) });
      }),
    );
  });

  it("carries what its page takes, each once and in order, and nothing else", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const link = build(input);
        if (!link.ok) return;
        const names = link.value
          .replace(/^[^?]*\?/, "")
          .replace(/=[^&]*/g, "")
          .split("&");
        const expected = taken[input.page][input.channel].split(" ");
        expect(names).toEqual(expected.filter((name) => name !== "exitUri" || input.exitUri !== undefined));
      }),
    );
  });

  it("keeps the exit address byte for byte, encoded once", () => {
    fc.assert(
      fc.property(goodInput, anyExit, (input, exitUri) => {
        const link = build({ ...input, exitUri });
        if (!link.ok) return;
        const raw = link.value.match(/&exitUri=([^&]*)/)?.[1] ?? "";
        expect(decodeURIComponent(raw)).toBe(exitUri);
        const read = readLink(link.value, { endpoints: input.endpoints, exitSchemes: schemes });
        expect(read.ok && read.value.exitUri).toBe(exitUri);
      }),
    );
  });
});

describe("a refused input", () => {
  const inputs = [...fields, "sensors", "endpoints.EU", "endpoints.NA", "endpoints.FE", "endpoints.app"];

  it("is told in whole sentences that begin with the input's name", () => {
    fc.assert(
      fc.property(anyInput, anyEndpoints, (input, endpoints) => {
        const link = build({ ...input, endpoints });
        if (link.ok) return;
        expectSentences(link.problems);
        for (const { parameter, message } of link.problems) {
          expect(inputs).toContain(parameter);
          expect(message.startsWith(`${parameter} `)).toBe(true);
        }
      }),
    );
  });

  const unknownWords =
    "|__proto__|toString|constructor|Settings|settings |website,app|APP|eu|XX|Template|%25|ü";
  const badIds = fc.constantFrom("", " ", "a\u00a0", "\0", "\u0085", "\ud800", "%2F", "%25", "x".repeat(129));
  const badExits = fc.oneof(
    fc.constantFrom(
      "",
      "/return",
      "example.com",
      "ftp://x.example/",
      "https:",
      "http://x.example",
      "https://u@h/",
    ),
    fc.tuple(goodExit, fc.constantFrom(...' \t\0#ü\\{"', "%", "%z", "#x")).map((two) => two.join("")),
  );
  const badEndpoints = fc.constantFrom(
    "",
    "drs-web.amazon.com",
    "ftp://x.example",
    "https://",
    "https://x.example/?a",
    "https://x.example/#",
    "https://u@x.example",
    "https://x.example\\a",
    "https://x y.example",
    "https://x.example:99999",
  );
  const damage = fc.oneof(
    fc.tuple(
      fc.constantFrom("page", "channel", "region", "pathStyle", "supplyPage"),
      fc.constantFrom(...unknownWords.split("|")),
    ),
    fc.tuple(fc.constantFrom("vendorCode", "modelId"), badIds),
    fc.tuple(fc.constant("exitUri"), badExits),
    fc.tuple(fc.constant("endpoints"), badEndpoints),
    fc.constantFrom<[string, string | undefined][]>(["modelId", undefined], ["sensors", undefined]),
  );

  it("is the one that is named when it alone is wrong", () => {
    fc.assert(
      fc.property(goodInput, damage, (good, [name, value]) => {
        const input: Input = { ...good, [name]: value };
        let named = name;
        if (name === "sensors")
          Object.assign(input, { page: "installed_inventory", modelId: "R", sensors: ["level"] });
        if (name === "modelId" && good.page === "dart_device_list") input.modelId = value ?? "R";
        if (name === "endpoints") {
          const key = good.channel === "app" ? "app" : good.region;
          input.endpoints = { ...good.endpoints, [key]: value };
          named = `endpoints.${key}`;
        }
        const link = build(input);
        const found = link.ok ? [] : link.problems.map(({ parameter }) => parameter);
        expect([...new Set(found)]).toEqual([named]);
      }),
    );
  });
});

describe("the reader", () => {
  const pieces =
    "https: // drs-web.amazon.com /drs/partner/page /settings ? # & = vendorCode modelId exitUri access_token true";
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    joined([...pieces.split(" "), ...evil], 0, 12),
    anyLink.map(({ url }) => url),
  );

  it("never throws on any text, and says in whole sentences what is wrong", () => {
    fc.assert(
      fc.property(anyText, anyEndpoints, fc.array(evilText, { maxLength: 2 }), (text, endpoints, schemes) => {
        const options = { endpoints, exitSchemes: schemes };
        const read = readLink(text, options);
        const { link, problems } = inspectLink(text, options);
        expect(read).toEqual(read.ok ? { ok: true, value: link } : { ok: false, problems });
        if (!read.ok) expectSentences(problems);
      }),
    );
  });

  it("accepts only links that a browser takes to a configured endpoint", () => {
    fc.assert(
      fc.property(anyLink, ({ url, endpoints }) => {
        const { ok } = readLink(url, { endpoints, exitSchemes: schemes });
        if (ok) expect(originsOf(endpoints)).toContain(new URL(url).origin);
      }),
    );
  });

  it("accepts every parameter of its page once, and no other", () => {
    fc.assert(
      fc.property(anyLink, ({ url, endpoints }) => {
        const read = readLink(url, { endpoints, exitSchemes: schemes });
        if (!read.ok) return;
        const names = url
          .replace(/^[^?]*\?/, "")
          .replace(/=[^&]*/g, "")
          .split("&");
        const expected = taken[read.value.page][read.value.channel].split(" ");
        const given = expected.filter((name) => name !== "exitUri" || read.value.exitUri !== undefined);
        expect(names.map(decodeURIComponent).sort()).toEqual(given.sort());
      }),
    );
  });
});

describe("checkExitUri", () => {
  it("lets pass only what the platform reads the same way", () => {
    fc.assert(
      fc.property(anyExit, (text) => {
        const result = checkExitUri(text, { schemes });
        if (!result.ok) return expectSentences(result.problems);
        expect(result.value).toBe(text);
        const url = new URL(text);
        expect(["https:", "http:", "myapp:", "com.example.brew:"]).toContain(url.protocol);
        expect([url.username, url.password, url.hash]).toEqual(["", "", ""]);
        if (!url.protocol.startsWith("http")) return;
        expect(text.toLowerCase().startsWith(`${url.protocol}//`)).toBe(true);
        if (url.protocol === "http:") expect(url.hostname).toMatch(/localhost$|^127\.|^\[::1\]$/);
      }),
    );
  });
});

describe.each([
  ["checkVendorCode", checkVendorCode],
  ["checkModelId", checkModelId],
] as const)("%s", (_, check) => {
  const anyId = fc.oneof(
    idText,
    evilText,
    fc
      .tuple(
        fc.constantFrom("x", "é", "😀", "%"),
        fc.integer({ min: 125, max: 131 }),
        fc.constantFrom(...evil, ""),
      )
      .map(([one, times, end]) => one.repeat(times) + end),
  );

  it("accepts exactly 1 to 128 encodable characters without white space and control characters", () => {
    fc.assert(
      fc.property(anyId, (text) => {
        const length = [...text].length;
        const fits =
          length >= 1 && length <= 128 && Buffer.from(text).toString() === text && !/[\s\p{Cc}]/u.test(text);
        const result = check(text);
        expect(result.ok).toBe(fits && !/%[0-9a-f][0-9a-f]/i.test(text));
        if (!result.ok) expectSentences(result.problems);
      }),
    );
  });
});

describe("countryOfLocale", () => {
  it("never throws, and answers with a country of ISO 3166-1 or null", () => {
    const subtag = fc.oneof(
      fc.constantFrom(..."de en zh und Hant Latn AT DE US XK UK 419 001 u co x".split(" ")),
      fc.stringMatching(/^[a-z0-9]{1,8}$/),
    );
    const locale = fc.array(subtag, { maxLength: 4 }).map((parts) => parts.join("-"));
    fc.assert(
      fc.property(fc.oneof(locale, evilText), (text) => {
        const found = countryOfLocale(text);
        expect(found === null || isCountry(found.country)).toBe(true);
      }),
    );
  });
});

describe("regionOfCountry", () => {
  it("never takes an inherited name for a country or a mapping", () => {
    const inherited = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype));
    const code = fc.constantFrom(...Object.keys(countries));
    fc.assert(
      fc.property(fc.oneof(evilText, inherited, code), (text) => {
        expect(regionOfCountry(text, {}) !== null && !isCountry(text)).toBe(false);
      }),
    );
  });
});

describe("cardsOf", () => {
  it("offers only cards whose link can be built", () => {
    const some = fc.constantFrom("DE", "US", "JP", "MX", "ZA", ...Object.keys(countries));
    fc.assert(
      fc.property(
        goodInput,
        some,
        fc.array(some, { maxLength: 4 }),
        fc.boolean(),
        (input, country, others, here) => {
          const enabled = here ? [...others, country] : others;
          const given = input.sensors ?? [];
          for (const card of cardsOf({ sensors: given, countries: enabled }, country)) {
            const region = regionOfCountry(country);
            expect(enabled).toContain(country);
            if (!region) throw new Error(`${country} has cards and no region`);
            const page = pageOfCard[card];
            expect(build({ ...input, page, region, modelId: "RX-100", sensors: given }).ok).toBe(true);
          }
        },
      ),
    );
  });
});
