// Tests npm run link.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { root } from "@/launcher/paths";
import { splitLines } from "./lines";
import { runLink } from "./link";

const build = ["--country", "DE", "--vendor", "ACME", "--model", "X-1"];
const exit = ["--exit", "https://p.example/return"];
const eu = "https://drs-web-eu.amazon.co.uk/drs/partner/page";
const good = `${eu}/dart_device_list?vendorCode=ACME`;

/** Runs the command and collects what it writes. */
async function link(args: string[], input: Iterable<string | Buffer> = []) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([text(stdout), text(stderr)]);
  const stdin = Readable.from([...input].map((piece) => Buffer.from(piece)));
  const status = await runLink(args, { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { status, out, err };
}

/** Runs the command in its own process. */
function start(...args: string[]) {
  return spawn(process.execPath, ["--import", "tsx", "scripts/link/link.ts", ...args], { cwd: root });
}

describe("building", () => {
  const query = "vendorCode=ACME&modelId=X-1";
  const exitUri = "exitUri=https%3A%2F%2Fp.example%2Freturn";

  it.each<[string[], string]>([
    [
      ["--card", "supplies", ...build, ...exit],
      `${eu}/sensor_tracking_selection?${query}&${exitUri}&settings=true`,
    ],
    [["--page", "settings", ...build], `${eu}/settings?${query}&settings=true`],
    [["--card", "enroll", ...build], `${eu}/dart_landing?${query}&returnUrl=/dart_device_list`],
    [
      ["--card", "all-devices", "--country", "jp", "--vendor", "ACME"],
      "https://drs-web.amazon.co.jp/drs/partner/page/dart_device_list?vendorCode=ACME",
    ],
    [
      ["--card", "history", "--locale", "en-US", "--vendor", "A", "--model", "B"],
      "https://drs-web.amazon.com/drs/partner/page/inventory_history?vendorCode=A&modelId=B&settings=true",
    ],
    [
      [
        "--card",
        "settings",
        "--app",
        "--vendor",
        "ACME",
        "--model",
        "X-1",
        "--exit",
        "myapp://x",
        "--exit-scheme",
        "myapp",
      ],
      `https://alexa.amazon.com/spa/index.html#v2/drs/partner/page/settings?${query}&exitUri=myapp%3A%2F%2Fx`,
    ],
    [
      ["--card", "settings", ...build, "--style", "example"],
      `https://drs-web-eu.amazon.co.uk/settings?${query}&settings=true`,
    ],
    [
      ["--card", "supplies", ...build, "--supply-page", "product_selection"],
      `${eu}/product_selection?${query}&settings=true`,
    ],
    [["--card", "parts", ...build], `${eu}/installed_inventory?${query}&settings=true`],
    [
      ["--card", "parts", ...build, "--sensor", "level", "--sensor", "usage"],
      `${eu}/installed_inventory?${query}&settings=true`,
    ],
  ])("%j", async (args, url) => {
    expect(await link(args)).toEqual({ status: 0, out: `${url}\n`, err: "" });
  });

  it("treats a bare language as a guess, and says so", async () => {
    const { status, out, err } = await link(["--card", "all-devices", "--locale", "de", "--vendor", "ACME"]);
    expect({ status, out }).toEqual({ status: 0, out: `${good}\n` });
    expect(err).toContain("DE is a guess");
  });

  it("prints the link and its parts as JSON", async () => {
    const { status, out } = await link(["--card", "supplies", ...build, "--json"]);
    const url = `${eu}/sensor_tracking_selection?${query}&settings=true`;
    const part = { channel: "website", region: "EU", vendorCode: "ACME", modelId: "X-1", settings: true };
    const page = "sensor_tracking_selection";
    const whole = { ...part, page, supplyPage: page, pathStyle: "template" };
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({ url, link: whole, problems: [] });
  });

  it.each<[string[], string[]]>([
    [["--card", "supplies", "--country", "DE", "--vendor", "ACME"], ["missing-parameter"]],
    [["--card", "supplies", ...build, "--exit", "/return"], ["exit-not-absolute"]],
    [["--card", "supplies", ...build, "--exit", "myapp://x"], ["exit-scheme"]],
    [["--card", "parts", ...build, "--sensor", "level"], ["sensor-not-supported"]],
    [
      ["--card", "all-devices", "--country", "ZA", "--vendor", "A B"],
      ["no-region", "white-space"],
    ],
    [["--card", "all-devices", "--app", "--country", "ZA", "--vendor", "ACME"], ["no-region"]],
    [["--card", "all-devices", ...build], ["unexpected-parameter"]],
  ])("refuses %j: %j", async (args, codes) => {
    const { status, out, err } = await link(args);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect([...err.matchAll(/\[([\w-]+)\]$/gm)].map(([, code]) => code)).toEqual(codes);
    const asJson = await link([...args, "--json"]);
    expect(asJson).toMatchObject({ status: 1, err: "" });
    const { url, link: read, problems } = JSON.parse(asJson.out);
    expect([url, read]).toEqual([null, null]);
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(codes);
  });
});

describe("wrong usage", () => {
  const card = ["--card", "supplies"];
  it.each<[string[], RegExp]>([
    [[], /--card and --page/],
    [[...card, "--page", "settings", ...build], /one of --card and --page/],
    [["--card", "supply", ...build], /one of supplies, inventory/],
    [["--page", "orders", ...build], /one of dart_landing/],
    [["--page", "product_selection", ...build], /--supply-page product_selection/],
    [[...card, "--vendor", "A"], /--country is missing/],
    [[...card, "--country", "DE"], /--vendor is missing/],
    [[...card, "--country", "UK", "--vendor", "A"], /ISO 3166-1.*GB/],
    // One letter that becomes two in upper case.
    [[...card, "--country", "\ufb01", "--vendor", "A"], /ISO 3166-1/],
    // A terminal would obey it.
    [["--card", "\u001b[2J", ...build], /--card \\u\{1b\}\[2J/],
    [[...card, "--locale", "de_AT", "--vendor", "A"], /such as de-AT/],
    [[...card, "--locale", "es-419", "--vendor", "A"], /names no country/],
    [[...card, "--locale", "de-AT", ...build], /one of --country and --locale/],
    [[...card, ...build, "--style", "long"], /template, example/],
    [[...card, ...build, "--supply-page", "x"], /sensor_tracking_selection, product_selection/],
    [[...card, ...build, "--sensor", "smell"], /level, usage, level-usage/],
    [[...card, ...build, "--exit-scheme", "myapp://"], /as in myapp/],
    [[...card, ...build, "--vendor", "B"], /--vendor appears more than once/],
    [["--check", good, "--model", "X"], /--model builds a link/],
    [["--check"], /argument missing/],
    [["--nonsense"], /--nonsense/],
    [["supplies"], /supplies/],
  ])("%j: %s", async (args, message) => {
    const { status, out, err } = await link(args);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).toContain("--help shows how");
  });

  it("points to --help, whose examples work", async () => {
    const { status, out, err } = await link(["--help"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const examples = [...out.matchAll(/npm run -s link -- (--(?:card|page) .*)$/gm)];
    expect(examples).toHaveLength(2);
    for (const [, args = ""] of examples)
      expect(await link(args.split(" "))).toMatchObject({ status: 0, err: "" });
  });
});

describe("checking one link", () => {
  it("describes it", async () => {
    const { status, out } = await link(["--check", `${eu}/settings?vendorCode=V&modelId=M&settings=true`]);
    expect(status).toBe(0);
    expect(out).toBe(
      "page     settings (card settings)\nchannel  website\nregion   EU\nstyle    template\n" +
        "vendor   V\nmodel    M\n\nNo problem found.\n",
    );
  });

  it("lists every problem with parameter, reason and fix, and describes the readable parts", async () => {
    const wrong = "https://drs-web.amazon.com/settings?vendorCode=A%20B&access_token=hush&x%1b%5B2J=1";
    const { status, out } = await link(["--check", wrong]);
    expect(status).toBe(1);
    expect(out).toContain("style    example");
    expect(out).toContain("5 problems:\n  access_token must never appear in a link: remove it");
    expect(out).toContain("vendorCode holds white space: remove it. [white-space]");
    expect(out).not.toContain("hush");
    // A terminal would obey it.
    expect(out).toContain("x\\u{1b}[2J");
    expect(out).not.toContain("\u001b");
    const asJson = await link(["--check", `${wrong}&%C2%9B%E2%80%A8%F3%A0%80%81`, "--json"]);
    expect(asJson.out).toContain("\\u009b\\u2028\\udb40\\udc01");
    expect(JSON.parse(asJson.out)).toMatchObject({
      link: { page: "settings", region: "NA", vendorCode: "A B" },
      problems: [
        { code: "access-token" },
        {},
        {},
        {},
        {},
        { code: "missing-parameter", parameter: "settings" },
      ],
    });
  });

  it("accepts registered app schemes", async () => {
    const url = `${good}&exitUri=myapp%3A%2F%2Fx`;
    expect((await link(["--check", url])).status).toBe(1);
    expect((await link(["--check", url, "--exit-scheme", "myapp"])).status).toBe(0);
  });
});

describe("checking a stream", () => {
  it("checks line by line, whatever the chunks and line ends, with or without a byte order mark", async () => {
    const input = `\ufeff${good}\r\n\n${good}&x=1\nnot a link`;
    const bytes = [...Buffer.from(input)].map((byte) => Buffer.from([byte]));
    const { status, out, err } = await link(["--check", "-"], bytes);
    expect(status).toBe(1);
    expect(out.split("\n").map((line) => line.slice(0, 28))).toEqual([
      "1: fine, page dart_device_li",
      "3: wrong, page dart_device_l",
      expect.stringContaining("   x is not one of"),
      "4: wrong",
      expect.stringContaining("   The link holds"),
      "",
    ]);
    expect(err).toBe("3 links, 2 with problems.\n");
    expect(await link(["--check", "-"], [input])).toEqual({ status, out, err });
  });

  it("writes one line of JSON per link", async () => {
    const { status, out } = await link(["--check", "-", "--json"], [`${good}\n\n`, `${good}\n`]);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(lines).toMatchObject([
      { line: 1, link: { vendorCode: "ACME" }, problems: [] },
      { line: 3, link: { vendorCode: "ACME" }, problems: [] },
    ]);
  });

  it("accepts empty input", async () => {
    expect(await link(["--check", "-"])).toEqual({ status: 0, out: "", err: "0 links, 0 with problems.\n" });
  });

  it.each(["\n", "\r\n"])("accepts a line of 16 KiB, reports a longer one and continues: %j", async (end) => {
    const longest = `${good}&exitUri=https://p.example/`.padEnd(16 * 1024, "x");
    const { status, out, err } = await link(["--check", "-"], [[longest, `${longest}x`, good, ""].join(end)]);
    expect(status).toBe(1);
    expect(out.match(/^\d+: \w+/gm)).toEqual(["1: fine", "2: wrong", "3: fine"]);
    expect(out.match(/\[.*\]/g)).toEqual(["[line-too-long]"]);
    expect(err).toBe("3 links, 1 with problems.\n");
  });

  it("does not buffer a line without an end", async () => {
    const megabyte = 1024 * 1024;
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    const bytesHeld = () => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    let kept = Number.NaN;
    async function* endless() {
      const before = bytesHeld();
      for (let megabytes = 0; megabytes < 64; megabytes += 1) yield Buffer.alloc(megabyte, "x");
      kept = bytesHeld() - before;
    }
    const lines = [];
    for await (const some of splitLines(endless())) lines.push(...some);
    expect(lines).toEqual([null]);
    expect(kept).toBeLessThan(8 * megabyte);
  });

  it("ends quietly when its reader closes", async () => {
    const child = start("--check", "-");
    const ended = once(child, "exit");
    const said = text(child.stderr);
    child.stdin.on("error", () => {});
    child.stdout.once("data", () => child.stdout.destroy());
    const write = () => {
      while (child.stdin.writable && child.stdin.write(`${good}\n`.repeat(1000)));
    };
    child.stdin.on("drain", write);
    write();
    expect(await ended).toEqual([0, null]);
    expect(await said).toBe("");
  });
});

it.each([["--help"], ["--check", good], ["--page", "dart_device_list", "--app", "--vendor", "A"]])(
  "ends quietly when nothing reads the output of %s",
  async (...args) => {
    const child = start(...args);
    const said = text(child.stderr);
    child.stdout.destroy();
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(await said).toBe("");
  },
);
