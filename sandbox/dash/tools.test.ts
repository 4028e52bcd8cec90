// Tests the sandbox's tools: behaviour, report and checker.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectSafe } from "../expect-safe";
import { originOf } from "../shared/serve";
import { type Started, start, stop, Visitor } from "../visitor";
import { browserFlags, makeCertificate } from "./certificate";
import { Behaviour, exitHref } from "./control";

const exitUri = "https://devices.example.com/return?from=dash";
const page = "/drs/partner/page/sensor_tracking_selection?vendorCode=V1&modelId=M1";
const link = `${page}&exitUri=${encodeURIComponent(exitUri)}&settings=true`;

let dash: Started;
let eu: string;
let visitor: Visitor;

beforeAll(async () => {
  const ports = ["eu", "na", "fe", "app"].flatMap((name) => [`--${name}`, "0"]);
  dash = await start("sandbox/dash/main.ts", "--ready-line", ...ports, "--append", "from=start");
  eu = String(dash.ready.eu);
});

afterAll(async () => {
  const code = await stop(dash);
  expect({ code, stderr: dash.stderr() }).toEqual({ code: 0, stderr: "" });
});

const json = async (path: string) => (await fetch(`${eu}${path}?format=json`)).json();
const behave = (fields: Record<string, string>) => visitor.post(`${eu}/control`, fields);
const exitOn = async () => {
  const shown = await (await visitor.request(eu + link)).text();
  return /href="([^"]*)">Exit</.exec(shown)?.[1];
};
const normal = {
  exitUris: [],
  append: "",
  dropQuery: false,
  slow: 0,
  unavailable: false,
  signIn: 0,
  neverReturns: false,
};

it("takes its initial behaviour from the command line", async () => {
  expect(await json("/control")).toEqual({ ...normal, append: "from=start" });
});

describe("behaviour", () => {
  beforeEach(async () => {
    expect((await fetch(`${eu}/control`, { method: "DELETE" })).status).toBe(204);
    await fetch(`${eu}/requests`, { method: "DELETE" });
    visitor = new Visitor();
    await visitor.post(eu + link, { email: "demo@example.com" });
  });

  it("is normal by default, and set on one page for all sites", async () => {
    expect(await json("/control")).toEqual(normal);
    const page = await (await visitor.request(`${eu}/control`)).text();
    expect(page).toContain("The sites behave normally.");
    expect(page).not.toContain("/control/day");
    expect(await exitOn()).toBe(exitUri);
    const saved = await behave({ append: "a=b", slow: "0.5", neverReturns: "on", exitUris: "x:/1\nx:/2" });
    expect([saved.status, saved.headers.get("location")]).toEqual([303, "/control"]);
    const chosen = { ...normal, append: "a=b", slow: 0.5, neverReturns: true, exitUris: ["x:/1", "x:/2"] };
    expect(await json("/control")).toEqual(chosen);
    const elsewhere = await fetch(`${dash.ready.fe}/control`);
    expectSafe(elsewhere);
    const shown = await elsewhere.text();
    expect(shown).toContain('value="a=b"');
    expect(shown).not.toContain("The sites behave normally.");
    await behave({});
    expect(await json("/control")).toEqual(normal);
  });

  it.each([
    [{ append: "a b" }, "Enter name=value pairs", "append"],
    [{ append: '"><script>' }, "Enter name=value pairs", "append"],
    [{ slow: "soon" }, "Enter a number of seconds", "slow"],
    [{ slow: "61" }, "60 seconds at most", "slow"],
    [{ signIn: "-1" }, "0 seconds or more", "signIn"],
    [{ append: "a=%zz" }, "percent-encoded", "append"],
    [{ exitUris: "https://x.example/ x.example/y" }, "x.example/y: It has no scheme", "exitUris"],
  ])("rejects %j, says why and keeps the submitted values", async (fields, why, name) => {
    const answer = await behave({ ...fields, dropQuery: "on" });
    const shown = await answer.text();
    expect(answer.status).toBe(422);
    expect(shown).toMatch(new RegExp(`id="${name}-fault" role="alert">[^<]*${why}`));
    expect(shown).toContain('name="dropQuery" checked');
    expect(shown).not.toContain("<script>");
    expect(await json("/control")).toEqual(normal);
  });

  it.each(["http://elsewhere.example", "null", "http://127.0.0.1:1"])(
    "rejects a form from another site: %s",
    async (origin) => {
      const body = new URLSearchParams({ unavailable: "on" });
      const answer = await fetch(`${eu}/control`, { method: "POST", headers: { origin }, body });
      expect(answer.status).toBe(403);
      expect(await json("/control")).toEqual(normal);
    },
  );

  it("rejects forms that are too large, of another type or with unknown fields, and other methods", async () => {
    const type = { "content-type": "application/json" };
    expect((await fetch(`${eu}/control`, { method: "POST", headers: type, body: "{}" })).status).toBe(415);
    expect(await (await behave({ slwo: "5" })).text()).toMatch(
      /^There is no slwo\. There are exitUris, append,/,
    );
    for (let time = 0; time < 20; time += 1)
      expect((await behave({ exitUris: "x".repeat(300_000) })).status).toBe(413);
    expect((await fetch(`${eu}/control`, { method: "PUT" })).status).toBe(405);
    expect(await json("/control")).toEqual(normal);
  });

  it("compares exit addresses with the allow list exactly", async () => {
    await behave({ exitUris: `https://elsewhere.example/return ${exitUri}` });
    expect((await visitor.request(eu + link)).status).toBe(200);
    await behave({ exitUris: "https://devices.example.com/return" });
    expect((await visitor.request(eu + link)).status).toBe(400);
    const report = await json("/report");
    expect(report.violations[0].problems).toEqual([
      expect.objectContaining({ code: "exit-not-allowed", parameter: "exitUri" }),
    ]);
    const checked = await visitor.post(`${eu}/check`, { link: eu + link });
    expect(await checked.text()).toContain("exit-not-allowed");
    expect((await visitor.request(`${eu}${page}&settings=true`)).status).toBe(200);
  });

  it("appends to the exit address, drops its query, or both", async () => {
    await behave({ append: "status=done&x=1" });
    expect(await exitOn()).toBe(`${exitUri}&amp;status=done&amp;x=1`);
    await behave({ dropQuery: "on" });
    expect(await exitOn()).toBe("https://devices.example.com/return");
    await behave({ dropQuery: "on", append: "status=done" });
    expect(await exitOn()).toBe("https://devices.example.com/return?status=done");
  });

  it("shows a dead end with neverReturns", async () => {
    await behave({ neverReturns: "on" });
    expect(await exitOn()).toBe("/closed");
    const closed = await fetch(`${eu}/closed`);
    expect(await closed.text()).toContain("does not take you back");
    expect(await json("/requests")).toHaveLength(1);
  });

  it("answers 503 and logs it", async () => {
    await behave({ unavailable: "on" });
    const answer = await visitor.request(eu + link);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);
    expectSafe(answer);
    expect(await json("/requests")).toMatchObject([{ verdict: "ok", status: 503 }]);
    expect((await fetch(`${eu}/control`)).status).toBe(200);
  });

  it("delays Dash pages and nothing else", async () => {
    await behave({ slow: "1" });
    const began = performance.now();
    const isSlow = () => performance.now() - began > 990;
    const answer = visitor.request(eu + link);
    expect((await fetch(`${eu}/control`)).status).toBe(200);
    expect((await answer).status).toBe(200);
    expect(isSlow()).toBe(true);
  });

  it("delays a sign-in and counts the link once", async () => {
    await behave({ signIn: "4" });
    visitor = new Visitor();
    const asked = await (await visitor.request(eu + link)).text();
    const arrival = /name="arrival" value="([^"]*)"/.exec(asked)?.[1] ?? "";
    await visitor.post(eu + link, { email: "demo@example.com", arrival });
    const waiting = await visitor.request(eu + link);
    expect([waiting.status, waiting.headers.get("refresh")]).toEqual([200, expect.stringMatching(/^[1-4]$/)]);
    expect(await waiting.text()).toContain("Approve this sign-in");
    const shown = async () => (await visitor.request(eu + link)).text();
    await expect.poll(shown).toContain("<h1>Supply tracking</h1>");
    expect(await json("/requests")).toHaveLength(1);
  });

  it("ends a slow sign-in when normal behaviour is restored", async () => {
    await behave({ signIn: "86400" });
    expect(await (await visitor.request(eu + link)).text()).toContain("Approve this sign-in");
    await behave({});
    expect(await (await visitor.request(eu + link)).text()).toContain("<h1>Supply tracking</h1>");
  });

  it("counts each link that waits behind the sign-in page once, in any order", async () => {
    visitor = new Visitor();
    const other = `${eu}/drs/partner/page/dart_device_list?vendorCode=V1`;
    const asked = await (await visitor.request(eu + link)).text();
    const arrival = /name="arrival" value="([^"]*)"/.exec(asked)?.[1] ?? "";
    await visitor.post(eu + link, { email: "demo@example.com", arrival });
    await visitor.request(other);
    await visitor.request(eu + link);
    expect(await json("/requests")).toHaveLength(2);
  });
});

describe("report", () => {
  it("counts by page, region, channel, style and verdict, and lists violations", async () => {
    await fetch(`${eu}/control`, { method: "DELETE" });
    await fetch(`${eu}/report`, { method: "DELETE" });
    expect(await json("/report")).toEqual({ requests: 0, wrong: 0, counts: [], violations: [] });
    await fetch(eu + link);
    await fetch(eu + link);
    await fetch(`${dash.ready.na}/settings?vendorCode=V1&modelId=M1`);
    await fetch(`${dash.ready.fe}/drs/partner/page/dart_device_list?vendorCode=V1`);
    const kind = (site: string, region: string, name: string, style: string | null, verdict: string) => ({
      site,
      region,
      channel: "website",
      page: name,
      style,
      verdict,
    });
    expect(await json("/report")).toEqual({
      requests: 4,
      wrong: 1,
      counts: [
        { ...kind("eu", "European", "sensor_tracking_selection", "template", "ok"), requests: 2 },
        { ...kind("na", "North American", "settings", "example", "wrong"), requests: 1 },
        { ...kind("fe", "Far East", "dart_device_list", null, "ok"), requests: 1 },
      ],
      violations: [
        expect.objectContaining({
          site: "na",
          problems: [expect.objectContaining({ code: "missing-parameter", parameter: "settings" })],
        }),
      ],
    });
    const answer = await fetch(`${eu}/report`);
    expectSafe(answer);
    const shown = await answer.text();
    expect(shown).toContain("4 links have arrived at the four sites. 1 broke the contract.");
    expect(shown).toContain("North American");
  });
});

it("keeps the newest 500 links, with at most 50 problems each", async () => {
  await fetch(`${eu}/report`, { method: "DELETE" });
  const names = Array.from({ length: 2000 }, (_, index) => `x${index}`).join("&");
  for (let time = 0; time < 510; time += 1)
    expect((await fetch(`${eu}/settings?${time < 509 ? "x" : names}`)).status).toBe(200);
  const requests = await json("/requests");
  expect(requests).toHaveLength(500);
  expect(requests[0].problems).toHaveLength(50);
  expect(await json("/report")).toMatchObject({ requests: 510, wrong: 510 });
});

describe("checker", () => {
  const check = async (text: string) => {
    const answer = await new Visitor().post(`${eu}/check`, { link: text });
    expectSafe(answer);
    return { status: answer.status, shown: await answer.text() };
  };
  const appLink = `https://alexa.amazon.com/spa/index.html#v2${page}&exitUri=myapp%3A%2F%2Fback`;

  it("shows the parts of a valid link", async () => {
    const { shown } = await check(` https://drs-web-eu.amazon.co.uk${link}\n`);
    expect(shown).toContain("This link is right");
    const parts = [...shown.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, text]) => [
      name,
      text,
    ]);
    expect(parts).toEqual([
      ["Page", "Supply tracking <code>sensor_tracking_selection</code>"],
      ["Channel", "website"],
      ["Region", "European"],
      ["Style", "template"],
      ["Vendor", "V1"],
      ["Model", "M1"],
      ["Exit", exitUri],
    ]);
    expect(shown).not.toContain("<svg");
    for (const own of [eu, eu.replace("127.0.0.1", "localhost")])
      expect((await check(own + link)).shown).toContain("This link is right");
  });

  it("draws a QR code for a valid app link, unless it is too long for a camera", async () => {
    const { shown } = await check(appLink);
    expect(shown).toContain("<svg");
    expect(shown).not.toContain("style=");
    expect((await check(`${appLink}&settings=true`)).shown).not.toContain("<svg");
    const long = await check(`${appLink}${"x".repeat(3000)}`);
    expect(long.status).toBe(200);
    expect(long.shown).toContain("too long for a QR code");
  });

  it.each([
    ["not a link", "not-a-url"],
    ["drs-web.amazon.com/settings", "not-a-url"],
    ["javascript:alert(1)", "wrong-scheme"],
    [`http://drs-web-eu.amazon.co.uk${link}`, "wrong-scheme"],
    [`https://drs-web-eu.amazon.de${link}`, "unknown-host"],
    [`https://drs-web-eu.amazon.co.u\u212a${link}`, "unknown-host"],
    [`https://drs-web-eu.amazon.co.uk${link}&access_token=secret`, "access-token"],
    [`https://drs-web-eu.amazon.co.uk${link}#access_token=secret`, "access-token"],
    [`https://alexa.amazon.com/spa/index.html?vendorCode=V1#v2/drs/page/settings`, "query-before-hash"],
    [`https://drs-web-eu.amazon.co.uk${link}&<script>=1`, "unknown-parameter"],
  ])("judges %s: %s", async (text, code) => {
    const { status, shown } = await check(text);
    expect(status).toBe(200);
    expect(shown).toContain(`<span class="meta nowrap">${code}</span>`);
    expect(shown).not.toContain("<script>");
  });

  it("asks for a missing link and rejects more than 64 KiB", async () => {
    expect(await check("  ")).toMatchObject({
      status: 422,
      shown: expect.stringContaining("Paste a link first"),
    });
    expect((await check("x".repeat(70_000))).status).toBe(413);
  });
});

it.each([
  ["https://x.example/r", "https://x.example/r?a=b"],
  ["https://x.example/r?", "https://x.example/r?a=b"],
  ["https://x.example/r?c=d", "https://x.example/r?c=d&a=b"],
  ["https://x.example/r?c=d&", "https://x.example/r?c=d&a=b"],
  ["myapp:back", "myapp:back?a=b"],
])("appends to %s: %s", (exit, href) => {
  expect(exitHref(exit, Behaviour.parse({ append: "a=b" }))).toBe(href);
});

describe("started with other arguments", () => {
  it.each([
    [
      ["--exit-uri", "foo", "--slow", "x"],
      /--exit-uri: foo: It has no scheme.*\n--slow: Enter a number of seconds/,
    ],
    [["--never-returns", "--sign-in=-1"], /--sign-in: Enter 0 seconds or more/],
    [["--tls-port", "0"], /--tls-port says where --tls listens/],
    [["--host="], /--host is missing/],
  ])("refuses %j: %s", async (args, message) => {
    const failure = await start("sandbox/dash/main.ts", ...args).catch((fault: Error) => fault);
    expect(String(failure)).toContain("ended with 2");
    expect(String(failure)).toMatch(message);
  });

  it("formats its origins as a browser does", async () => {
    expect(originOf("127.0.0.1", 4101)).toBe("http://127.0.0.1:4101");
    expect(originOf("::1", 80)).toBe("http://[::1]");
    const [, rules] = browserFlags((await makeCertificate()).cert, "::1", 4143);
    expect(rules).toContain("MAP drs-web.amazon.com [::1]:4143,");
  });
});
