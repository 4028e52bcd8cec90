// lib/dash and the sandbox each read links independently. They must agree with each other and
// docs/contract.md.
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { root } from "@/launcher/paths";
import { inspectLink } from "@/lib/dash";
import { checkAddress } from "@/sandbox/dash/check-address";

const contract = readFileSync(path.join(root, "docs/contract.md"), "utf8");

/**
 * Finds every app scheme in a URL, to register them all: the sandbox accepts any, as it knows no
 * registrations.
 */
function findSchemes(url: string): string[] {
  const bytes = (encoded: string) => Buffer.from(encoded.replaceAll("%", ""), "hex").toString();
  const decoded = url.replaceAll(/(?:%[\da-f]{2})+/gi, bytes).replaceAll(/[\s\p{Cc}]/gu, "");
  const schemes = decoded.match(/[a-z][a-z\d+.-]*(?=:)/gi) ?? [];
  return schemes.filter((scheme) => !/^(?:wss?|ftp|mailto|tel|sms)$/i.test(scheme));
}

function listLibraryCodes(url: string): string[] {
  const exitSchemes = findSchemes(url);
  return [...new Set(inspectLink(url, { exitSchemes }).problems.map(({ code }) => code as string))].sort();
}

function listSandboxCodes(url: string): string[] {
  return [...new Set(checkAddress(url, new Map()).problems.map(({ code }) => code))].sort();
}

/** Reads the table below a heading of the contract, as rows of cells. */
function readTable(heading: string): string[][] {
  const section = contract.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => row.split(" | ").map((cell) => cell.replaceAll(/^\||\|$/g, "").trim()));
}

vi.setConfig({ testTimeout: 120_000 });

describe("every address that Amazon's page prints", () => {
  const examples = readTable("Amazon's examples, judged");

  it("is in the contract: four templates, and two examples for each of seven pages", () => {
    expect(examples).toHaveLength(18);
    expect(new Set(examples.map(([address]) => address)).size).toBe(18);
  });

  it.each(examples)("%s: %s", (address = "", judged = "") => {
    const url = address.slice(1, -1);
    const codes = [...judged.matchAll(/`([^`]+)`/g)].map(([, code]) => code).sort();
    expect(judged === "right").toBe(codes.length === 0);
    expect(listLibraryCodes(url)).toEqual(codes);
    expect(listSandboxCodes(url)).toEqual(codes);
  });
});

const website = "https://drs-web-eu.amazon.co.uk/drs/partner/page";
const app = "https://alexa.amazon.com/spa/index.html";
const ids = "vendorCode=V1&modelId=RX-100";
const right = `${website}/settings?${ids}&exitUri=https%3A%2F%2Fx.example%2Freturn&settings=true`;
const rightApp = `${app}#v2/drs/page/installed_inventory?${ids}&exitUri=myapp%3A%2F%2Fback`;

/** One link for each problem that a link alone can show. */
const damaged: Record<string, string> = {
  "not-a-url": right.replace("https://", ""),
  "wrong-scheme": right.replace("https", "ftp"),
  "unknown-host": right.replace(".co.uk", ".de"),
  "unknown-path": right.replace("/partner", ""),
  "unknown-page": right.replace("/settings?", "/orders?"),
  "unexpected-fragment": `${right}#top`,
  "query-before-hash": `${app}?${ids}#v2/drs/page/settings`,
  "missing-parameter": right.replace("&settings=true", ""),
  "unexpected-parameter": `${rightApp}&settings=true`,
  "unknown-parameter": `${right}&language=de`,
  "repeated-parameter": `${right}&modelId=RX-100`,
  "access-token": `${right}&access_token=abc`,
  "bad-value": right.replace("=true", "=yes"),
  "bad-encoding": right.replace("RX-100", "RX-100%"),
  "double-encoded": right.replace("RX-100", "RX%252D100"),
  empty: right.replace("RX-100", ""),
  "too-long": right.replace("RX-100", "x".repeat(129)),
  "white-space": right.replace("RX-100", "RX%20100"),
  "control-character": right.replace("RX-100", "RX%00100"),
  "exit-characters": right.replace("Freturn", "F%C3%BC"),
  "exit-not-absolute": right.replace("https%3A%2F%2Fx.example", ""),
  "exit-scheme": right.replace("https%3A%2F%2Fx.example", "javascript%3Aalert(1)"),
  "exit-host": right.replace("x.example", ""),
  "exit-credentials": right.replace("x.example", "me%40x.example"),
  "exit-fragment": right.replace("Freturn", "Freturn%23top"),
  "exit-http": right.replace("https%3A", "http%3A"),
};

describe("every problem has its own code", () => {
  const fromSettings = ["lone-surrogate", "sensor-not-supported"];

  it("which the contract explains and one link shows on its own", () => {
    const listed = readTable("Problems").map(([code = ""]) => code.slice(1, -1));
    expect(listed.filter((code) => !fromSettings.includes(code)).sort()).toEqual(Object.keys(damaged).sort());
    expect(listLibraryCodes(right)).toEqual([]);
    expect(listSandboxCodes(rightApp)).toEqual([]);
  });

  it.each(Object.entries(damaged))("%s: %s", (code, url) => {
    expect(listLibraryCodes(url)).toEqual([code]);
    expect(listSandboxCodes(url)).toEqual([code]);
  });

  it.each([
    ["not-a-url", right.replace("/drs/", "\\drs/")],
    ["not-a-url", right.replace("/drs/", "/d\trs/")],
    ["access-token", `${right}&accessToken=abc`],
    ["access-token", `${rightApp}&access%5Ftoken=abc`],
    ["double-encoded", right.replace("https%3A", "https%253A")],
    ["wrong-scheme", right.replace("https", "http")],
  ])("%s as well: %s", (code, url) => {
    expect(listLibraryCodes(url)).toEqual([code]);
    expect(listSandboxCodes(url)).toEqual([code]);
  });

  it("and a link with two problems gets both", () => {
    const url = `${right.replace("RX-100", "RX%20100")}&access_token=abc`;
    expect(listLibraryCodes(url)).toEqual(["access-token", "white-space"]);
    expect(listSandboxCodes(url)).toEqual(["access-token", "white-space"]);
  });
});

it("both find the same problems in randomly damaged links", () => {
  const seed = Number(process.env.PROPERTY_SEED || Math.floor(Math.random() * 2 ** 31));
  console.info(`fast-check seed ${seed}; repeat with PROPERTY_SEED=${seed}`);
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 3 }),
    fc.constantFrom(
      ..."%&?#@/\\+=:.",
      "%25",
      "%20",
      "%00",
      "%2F",
      "%C3%BC",
      "settings",
      "&modelId=R",
      "https:",
    ),
  );
  const links = [
    right,
    rightApp,
    ...readTable("Amazon's examples, judged").map(([url = ""]) => url.slice(1, -1)),
  ];
  const cut = fc.record({ at: fc.nat(200), drop: fc.constantFrom(0, 0, 1, 3, 9), put: piece });
  const anyLink = fc
    .tuple(fc.constantFrom(...links), fc.array(cut, { minLength: 1, maxLength: 2 }))
    .map(([url, cuts]) =>
      cuts.reduce((text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop), url),
    );
  fc.assert(
    fc.property(anyLink, (url) => {
      expect(listSandboxCodes(url)).toEqual(listLibraryCodes(url));
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS || 10_000), seed },
  );
});
