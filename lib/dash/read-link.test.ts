import { describe, expect, it } from "vitest";
import { amazonEndpoints } from "./endpoints.ts";
import { inspectLink, readLink } from "./read-link.ts";
import type { DashLink, Endpoints } from "./types.ts";

const eu = "https://drs-web-eu.amazon.co.uk";
const na = "https://drs-web.amazon.com";
const alexa = "https://alexa.amazon.com/spa/index.html";
const page = "/drs/partner/page";
const good = `${eu}${page}/settings?vendorCode=V1&modelId=RX-100&settings=true`;

function codesOf(url: string, options?: Parameters<typeof readLink>[1]): string[] {
  const result = readLink(url, options);
  return result.ok ? [] : result.problems.map(({ code, parameter }) => `${code} ${parameter}`);
}

describe("the examples Amazon prints", () => {
  const ids = { vendorCode: "your.vendor.id", modelId: "your.model.id" };
  const query = "vendorCode=your.vendor.id&modelId=your.model.id";
  const exitUri = "https://your-website-url";
  const website = { channel: "website", region: "NA", pathStyle: "example" } as const;
  const app = { channel: "app", region: null, pathStyle: "example" } as const;

  it.each<[string, DashLink]>([
    [
      `${alexa}#v2/drs/page/dart_landing?${query}&returnUrl=/dart_device_list`,
      { page: "dart_landing", ...app, ...ids, returnUrl: "/dart_device_list", settings: false },
    ],
    [
      `${na}/dart_landing?${query}&returnUrl=/dart_device_list`,
      { page: "dart_landing", ...website, ...ids, returnUrl: "/dart_device_list", settings: false },
    ],
    [
      `${alexa}#v2/drs/partner/page/dart_device_list?vendorCode=your.vendor.id&exitUri=https://your-website-url`,
      {
        page: "dart_device_list",
        ...app,
        pathStyle: null,
        vendorCode: ids.vendorCode,
        exitUri,
        settings: false,
      },
    ],
    [
      `${na}/drs/partner/page/dart_device_list?vendorCode=your.vendor.id&exitUri=https://your-website-url`,
      {
        page: "dart_device_list",
        ...website,
        pathStyle: null,
        vendorCode: ids.vendorCode,
        exitUri,
        settings: false,
      },
    ],
    [
      `${alexa}#v2/drs/page/settings?${query}&exitUri=https://your-website-url`,
      { page: "settings", ...app, ...ids, exitUri, settings: false },
    ],
    ...(["settings", "inventory_management", "inventory_history", "installed_inventory"] as const).map(
      (one): [string, DashLink] => [
        `${na}/${one}?${query}&settings=true&exitUri=https://your-website-url`,
        { page: one, ...website, ...ids, exitUri, settings: true },
      ],
    ),
    [
      `${na}/sensor_tracking_selection?${query}&settings=true&exitUri=https://your-website-url`,
      {
        page: "sensor_tracking_selection",
        supplyPage: "sensor_tracking_selection",
        ...website,
        ...ids,
        exitUri,
        settings: true,
      },
    ],
  ])("reads %s", (url, link) => expect(readLink(url)).toEqual({ ok: true, value: link }));

  it.each(["sensor_tracking_selection", "inventory_management", "inventory_history", "installed_inventory"])(
    "finds the misprint modelI in the app example of %s",
    (one) =>
      expect(codesOf(`${alexa}#v2/drs/page/${one}?vendorCode=your.vendor.id&modelIyour.model.id`)).toEqual([
        "unknown-parameter modelIyour.model.id",
        "missing-parameter modelId",
      ]),
  );
});

describe("readLink", () => {
  it("reads both names of supply tracking as one page", () => {
    const url = `${eu}${page}/product_selection?vendorCode=V1&modelId=RX-100&settings=true`;
    expect(readLink(url)).toMatchObject({
      value: {
        page: "sensor_tracking_selection",
        supplyPage: "product_selection",
        region: "EU",
        pathStyle: "template",
      },
    });
  });

  it.each([
    ["a+b", "a+b"],
    ["a%2Bb", "a+b"],
    ["%C3%BC", "ü"],
    ["a=b", "a=b"],
    ["100%25", "100%"],
  ])("decodes %s once to %s", (raw, value) =>
    expect(readLink(good.replace("RX-100", raw))).toMatchObject({ value: { modelId: value } }),
  );

  it.each([
    good.replace("https", "HTTPS"),
    good.replace("drs-web-eu", "DRS-Web-EU"),
    good.replace(".uk/", ".uk:443/"),
    `${eu}${page}/dart_landing?vendorCode=V1&modelId=R&returnUrl=%2Fdart_device_list`,
    `${eu}${page}/settings?settings=true&modelId=RX-100&vendorCode=V1`,
    `${eu}${page}/settings?%76endorCode=V1&modelId=RX-100&settings=true`,
  ])("accepts %s", (url) => expect(codesOf(url)).toEqual([]));

  it.each<[string, string[]]>([
    ["", ["not-a-url url"]],
    ["drs-web.amazon.com/settings", ["not-a-url url"]],
    ["access_token=abc", ["not-a-url url"]],
    ["//drs-web.amazon.com/settings", ["not-a-url url"]],
    ["https:", ["not-a-url url"]],
    ["https:/drs-web.amazon.com/settings", ["not-a-url url"]],
    ["https:///settings", ["not-a-url url"]],
    [` ${good}`, ["not-a-url url"]],
    [good.replace("settings?", "set\ntings?"), ["not-a-url url"]],
    [good.replace("/drs/", "\\drs/"), ["not-a-url url"]],
    [`${good}\ud800`, ["not-a-url url"]],
    ["javascript:alert(1)", ["wrong-scheme url"]],
    ["java\tscript:alert(1)", ["not-a-url url"]],
    ["javascript:alert( 1)", ["not-a-url url", "wrong-scheme url"]],
    [good.replace("https", "ftp"), ["wrong-scheme url"]],
    [`view-source:${good}`, ["wrong-scheme url"]],
    [good.replace("https", "httpsx"), ["wrong-scheme url"]],
    [good.replace("https", "ftp").replace(".uk/", ".uk:443/"), ["wrong-scheme url"]],
    [good.replace("https", "http"), ["wrong-scheme url"]],
    [good.replace("https", "ftp").replace("=true", ""), ["wrong-scheme url", "bad-value settings"]],
    [good.replace("https://drs", "http://x.drs"), ["unknown-host url", "wrong-scheme url"]],
    // hosts
    [good.replace("drs-web-eu", "drs-web-eu.".repeat(30)), ["unknown-host url"]],
    [good.replace(".co.uk", ".de"), ["unknown-host url"]],
    [good.replace(".co.uk", ".co.uk.evil.example"), ["unknown-host url"]],
    [good.replace("//", "//user@"), ["unknown-host url"]],
    [good.replace(".co.uk", ".co.uk@evil.example"), ["unknown-host url"]],
    [good.replace(".co.uk", "%2Eco.uk"), ["unknown-host url"]],
    [good.replace(".co.uk", ".co.uk:8443"), ["unknown-host url"]],
    [good.replace(".co.uk", ".co.uk:99999"), ["unknown-host url"]],
    [good.replace(".co.uk", "。co.uk"), ["unknown-host url"]],
    [`${good.replace(".co.uk", ".de")}#x`, ["unknown-host url", "unexpected-fragment url"]],
    [
      "https://alexa.amazon.de/#v2/drs/page/settings?vendorCode=V1&modelId=R&settings=true",
      ["unknown-host url", "unexpected-parameter settings"],
    ],
    // paths and pages
    [good.replace("/settings?", "/Settings?"), ["unknown-page page"]],
    [good.replace("/settings?", "/{pageType}?"), ["unknown-page page"]],
    [good.replace("/settings?", "/toString?"), ["unknown-page page"]],
    [good.replace("/settings?", "/%73ettings?"), ["unknown-page page"]],
    [good.replace("/settings?", "/settings/?"), ["unknown-path url"]],
    [good.replace("/settings?", "/?"), ["unknown-path url"]],
    [good.replace("/drs/partner/page", ""), []],
    [good.replace("/drs/partner/page", "/drs/page"), ["unknown-path url"]],
    [good.replace("/drs/partner/page", "/x/../drs/partner/page"), ["unknown-path url"]],
    [good.replace("/drs/", "//drs/"), ["unknown-path url"]],
    [`${eu}/dart_device_list?vendorCode=V1`, ["unknown-path url"]],
    [`${eu}/dart_device_list`, ["unknown-path url", "missing-parameter vendorCode"]],
    [`${alexa}#v2/drs/page/dart_device_list?vendorCode=V1`, ["unknown-path url"]],
    [`${alexa}#/v2/drs/page/settings?vendorCode=V1&modelId=R`, ["unknown-path url"]],
    [`${alexa}/#v2/drs/page/settings?vendorCode=V1&modelId=R`, ["unknown-path url"]],
    [eu, ["unknown-path url"]],
    ["https://alexa.amazon.com#v2/drs/page/settings?vendorCode=V1&modelId=R", ["unknown-path url"]],
    [
      `https://alexa.amazon.com${page}/settings?vendorCode=V1&modelId=R`,
      ["unknown-path url", "query-before-hash url"],
    ],
    // app and website confused
    [`${alexa}?vendorCode=V1&modelId=R#v2/drs/page/settings`, ["query-before-hash url"]],
    [
      `${alexa}?vendorCode=V1#v2/drs/page/settings?vendorCode=V1&modelId=R`,
      ["query-before-hash url", "repeated-parameter vendorCode"],
    ],
    [
      `${alexa}#v2/drs/page/settings?vendorCode=V1&modelId=R&settings=true`,
      ["unexpected-parameter settings"],
    ],
    [`${good}#x`, ["unexpected-fragment url"]],
    [`${good}#access_token=abc`, ["access-token access_token", "unexpected-fragment url"]],
    [`${good}#access_token=abc?x`, ["access-token access_token", "unexpected-fragment url"]],
    [`${good}#x#access_token=abc`, ["access-token access_token", "unexpected-fragment url"]],
    [`${good}&exitUri=https://x.example/?access_token=abc`, ["access-token access_token"]],
    [`${alexa}#access_token=abc`, ["access-token access_token", "unknown-path url"]],
    [
      `${alexa}#v2/drs/page/settings?vendorCode=V1&modelId=R#access_token=abc`,
      ["access-token access_token", "bad-encoding modelId"],
    ],
    [`${alexa}#v2/drs/page/settings?vendorCode=V1&modelId=R#`, ["bad-encoding modelId"]],
    // parameters
    [
      `${eu}${page}/settings`,
      ["missing-parameter vendorCode", "missing-parameter modelId", "missing-parameter settings"],
    ],
    [`${good}&modelId=RX-100`, ["repeated-parameter modelId"]],
    [`${good}&model%49d=RX-100`, ["repeated-parameter modelId"]],
    [`${good}&modelId=RX-100&modelId=`, ["repeated-parameter modelId"]],
    [`${good}&access_token=abc`, ["access-token access_token"]],
    [`${good}&access%5Ftoken=abc`, ["access-token access_token"]],
    [`${good}&accessToken=abc`, ["access-token accessToken"]],
    [`${good}&access_token=abc&access_token=abc`, ["access-token access_token"]],
    [`${good}&access_token=abc `, ["access-token access_token", "not-a-url url"]],
    [`${good.replace("https", "ftp")}&access_token=abc`, ["access-token access_token", "wrong-scheme url"]],
    [`${good}&url=1`, ["unknown-parameter url"]],
    [`${good}&x=1&x=2`, ["unknown-parameter x", "repeated-parameter x"]],
    [`${good}&no_access_token=abc`, ["unknown-parameter no_access_token"]],
    [`${good}&access_tokens=abc`, ["unknown-parameter access_tokens"]],
    [`${good}&language=de`, ["unknown-parameter language"]],
    [`${good}&`, ["unknown-parameter "]],
    [`${good}&__proto__=x`, ["unknown-parameter __proto__"]],
    [
      good.replace("vendorCode", "vendorcode"),
      ["unknown-parameter vendorcode", "missing-parameter vendorCode"],
    ],
    [good.replace("V1", ""), ["empty vendorCode"]],
    [good.replace("=V1", ""), ["empty vendorCode"]],
    [good.replace("V1", "V%201"), ["white-space vendorCode"]],
    [good.replace("V1", "V%001"), ["control-character vendorCode"]],
    [good.replace("V1", "V".repeat(129)), ["too-long vendorCode"]],
    [good.replace("RX-100", "RX%252F100"), ["double-encoded modelId"]],
    [good.replace("RX-100", "RX%"), ["bad-encoding modelId"]],
    [good.replace("RX-100", "RX%FF"), ["bad-encoding modelId"]],
    [good.replace("RX-100", `${"%C3%BC".repeat(99)}%FF`), ["bad-encoding modelId"]],
    [good.replace("=true", "=tru%FF"), ["bad-encoding settings"]],
    [`${good}&exitUri=https%3A%2F%2Fx.example%2F100%`, ["bad-encoding exitUri"]],
    [good.replace("RX-100", "RX%ED%A0%80"), ["bad-encoding modelId"]],
    [good.replace("RX-100", "{modelId}"), ["bad-encoding modelId"]],
    [good.replace("RX-100", "ü"), ["bad-encoding modelId"]],
    [good.replace("=true", "=false"), ["bad-value settings"]],
    [good.replace("=true", "=TRUE"), ["bad-value settings"]],
    [good.replace("=true", ""), ["bad-value settings"]],
    [good.replace("=true", "=%2574rue"), ["double-encoded settings"]],
    [`${good}&returnUrl=/dart_device_list`, ["unexpected-parameter returnUrl"]],
    [`${eu}${page}/dart_landing?vendorCode=V1&modelId=R`, ["missing-parameter returnUrl"]],
    [`${eu}${page}/dart_landing?vendorCode=V1&modelId=R&returnUrl=/x`, ["bad-value returnUrl"]],
    [
      `${eu}${page}/dart_landing?vendorCode=V1&modelId=R&returnUrl=%252Fdart_device_list`,
      ["double-encoded returnUrl"],
    ],
    [
      `${eu}${page}/dart_landing?vendorCode=V1&modelId=R&returnUrl=/dart_device_list&settings=true`,
      ["unexpected-parameter settings"],
    ],
    [`${eu}${page}/dart_device_list?vendorCode=V1&modelId=R`, ["unexpected-parameter modelId"]],
    // exitUri
    [`${good}&exitUri=`, ["exit-not-absolute exitUri"]],
    [`${good}&exitUri=%2Freturn`, ["exit-not-absolute exitUri"]],
    [`${good}&exitUri=https%253A%252F%252Fx.example`, ["double-encoded exitUri"]],
    [`${good}&exitUri=http%3A%2F%2Fx.example`, ["exit-http exitUri"]],
    [`${good}&exitUri=javascript%3Aalert(1)`, ["exit-scheme exitUri"]],
    [`${good}&exitUri=java%09script%3Aalert(1)`, ["exit-characters exitUri", "exit-scheme exitUri"]],
    [
      `${good}&exitUri=https%3A%2F%2Fu%40x.example%23f`,
      ["exit-fragment exitUri", "exit-credentials exitUri"],
    ],
    [`${good}&exitUri=https://x.example/?a=1&b=2`, ["unknown-parameter b"]],
    [`${good}&exitUri=myapp%3A%2F%2Fback`, ["exit-scheme exitUri"]],
    // everything at once
    [
      "http://drs-web.amazon.com/dart_landing?vendorCode=V%201&access_token=t&returnUrl=/x&settings=true#y",
      [
        "access-token access_token",
        "wrong-scheme url",
        "unexpected-fragment url",
        "white-space vendorCode",
        "missing-parameter modelId",
        "bad-value returnUrl",
        "unexpected-parameter settings",
      ],
    ],
  ])("%j: %j", (url, codes) => expect(codesOf(url)).toEqual(codes));

  it("takes app schemes that are registered", () => {
    expect(codesOf(`${good}&exitUri=myapp%3A%2F%2Fback`, { exitSchemes: ["myapp"] })).toEqual([]);
  });

  // Each once overflowed the stack, or kept a parser busy for the better part of a minute.
  const long = "a".repeat(1e6);
  it.each<[string, string, string[]]>([
    ["separators", `${alexa}#v2/drs/page/settings?${"&".repeat(1e6)}`, ["unknown-parameter "]],
    ["names", `${good}#${"access_token&".repeat(1e5)}`, ["access-token access_token"]],
    ["host", `https://xn--${long}-${long}/settings`, ["unknown-host url"]],
    ["exit host", `${good}&exitUri=https://xn--${long}-${long}/`, ["exit-host exitUri"]],
  ])("stays whole and quick, however long the text: %s", (_what, url, codes) => {
    expect(codesOf(url)).toEqual(expect.arrayContaining(codes));
  });

  it("never repeats a token in its words", () => {
    expect(JSON.stringify(readLink(`${good}&access_token=hush`))).not.toContain("hush");
  });

  it("tells configured endpoints apart by origin and path", () => {
    const endpoints: Endpoints = {
      EU: "http://127.0.0.1:4101",
      NA: "http://127.0.0.1:4101/na/",
      FE: "http://127.0.0.1:4103",
      app: "http://127.0.0.1:4101/spa/index.html",
    };
    const query = "vendorCode=V1&modelId=R";
    const read = (url: string) => {
      const link = readLink(url, { endpoints });
      return link.ok ? `${link.value.channel} ${link.value.region}` : codesOf(url, { endpoints }).join();
    };
    expect(read(`http://127.0.0.1:4101${page}/settings?${query}&settings=true`)).toBe("website EU");
    expect(read(`http://127.0.0.1:4101/na${page}/settings?${query}&settings=true`)).toBe("website NA");
    expect(read(`http://127.0.0.1:4103/settings?${query}&settings=true`)).toBe("website FE");
    expect(read(`http://127.0.0.1:4101/spa/index.html#v2/drs/page/settings?${query}`)).toBe("app null");
    expect(read(`https://127.0.0.1:4103/settings?${query}&settings=true`)).toBe("wrong-scheme url");
    expect(read(good)).toBe("unknown-host url,wrong-scheme url");
    const local = { ...endpoints, EU: "http://localhost" };
    expect(codesOf(`http://localhost:80/settings?${query}&settings=true`, { endpoints: local })).toEqual([]);
    const schemes = { ...endpoints, EU: "https://one.example", NA: "http://one.example" };
    expect(
      readLink(`http://one.example/settings?${query}&settings=true`, { endpoints: schemes }),
    ).toMatchObject({
      value: { region: "NA" },
    });
    const shared = { ...endpoints, EU: "http://127.0.0.1:4101/eu", NA: "http://127.0.0.1:4101/na" };
    expect(codesOf(`http://127.0.0.1:4101/settings?${query}&settings=true`, { endpoints: shared })).toEqual([
      "unknown-path url",
    ]);
    expect(readLink(good, { endpoints: { EU: "", NA: "x", FE: "::", app: "/" } }).ok).toBe(false);
  });

  it("takes slashes at the end of a website's endpoint for one, those of the app's as they are", () => {
    const read = (endpoints: Partial<Endpoints>, url: string) =>
      codesOf(`${url}?vendorCode=V1&modelId=R`, { endpoints: { ...amazonEndpoints, ...endpoints } });
    const website = { EU: "https://one.example/dash//" };
    expect(read(website, "https://one.example/dash/settings")).toEqual(["missing-parameter settings"]);
    expect(read({ app: "https://one.example" }, "https://one.example#v2/drs/page/settings")).toEqual([]);
    expect(read({ app: "https://one.example" }, "https://one.example/#v2/drs/page/settings")).toEqual([]);
    const app = { app: "https://one.example/spa/" };
    expect(read(app, "https://one.example/spa/#v2/drs/page/settings")).toEqual([]);
    expect(read(app, "https://one.example/spa#v2/drs/page/settings")).toEqual(["unknown-path url"]);
  });
});

describe("inspectLink", () => {
  it("keeps what could be read of a wrong link", () => {
    const url = `${eu}${page}/settings?vendorCode=V%201&modelId=RX%FF&settings=false&exitUri=%2Freturn&x=1`;
    const { link, problems } = inspectLink(url);
    expect(problems).not.toEqual([]);
    expect(link).toEqual({
      page: "settings",
      channel: "website",
      region: "EU",
      pathStyle: "template",
      vendorCode: "V 1",
      exitUri: "/return",
      settings: false,
    });
  });

  it("leaves out what it could not find", () => {
    expect(inspectLink("https://x.example/y?vendorCode=V1").link).toEqual({
      channel: "website",
      region: null,
      vendorCode: "V1",
      settings: false,
    });
    expect(inspectLink("no link").link).toEqual({});
  });
});
