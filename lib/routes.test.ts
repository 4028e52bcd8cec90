import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it, test, vi } from "vitest";
import { setSettings } from "@/tests/stage";
import { findRoute, type Route, routes, safeCallback } from "./routes";

beforeAll(() => setSettings({}));

const origin = "https://devices.example.com";

test.each([
  "/devices",
  "/devices/0b6a?back=1",
  "/return",
  "https://devices.example.com/devices?q=a%20b",
  // Looks foreign, but parses as a path on our own origin.
  "https:evil.example\\@devices.example.com",
])("continues to %j", (target) => {
  expect(safeCallback(target, origin)).toBe(new URL(target, origin).href);
});

test.each([
  null,
  undefined,
  "",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  "https://evil.example/devices",
  "https://devices.example.com.evil.example/",
  "https://devices.example.com@evil.example/",
  "https://user:pass@devices.example.com/devices",
  "http://devices.example.com/devices",
  "https://devices.example.com//evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,x",
  "http://[",
  "/api/auth/signin",
  "/sign-in?callbackUrl=/sign-in",
  "/sign-out",
])("does not follow %j", (target) => {
  expect(safeCallback(target, origin)).toBe(`${origin}/devices`);
});

describe("after a form", () => {
  const returnTo = (referer: string | null | undefined) => safeCallback(referer, origin, "form");

  it.each([
    "/",
    "/devices/0b6a?back=1#name",
    // The sign-in pages have a language form too.
    "/sign-in?callbackUrl=%2Freturn",
  ])("goes back to %j", (page) => expect(returnTo(origin + page)).toBe(origin + page));

  it.each([
    null,
    undefined,
    "",
    "nonsense",
    "/devices",
    "//evil.example",
    "https://evil.example/devices",
    "https://devices.example.com.evil.example/",
    "https://devices.example.com@evil.example/",
    "https://user:pass@devices.example.com/devices",
    "http://devices.example.com/devices",
    "https://devices.example.com//evil.example/",
    "javascript:alert(1)",
    "about:blank",
  ])("goes to the welcome page after %j", (referer) => expect(returnTo(referer)).toBe(`${origin}/`));
});

/** Turns a file in app into its route pattern, as Next does. */
const readPattern = (file: string) => `/${file.split("/").slice(0, -1).join("/")}`;

it("lists every page and handler under app exactly once", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /(^|\/)(page\.tsx?|route\.tsx?)$/.test(file));
  const built = files.map((file) => [readPattern(file), /page\.tsx?$/.test(file) ? "page" : "handler"]);
  const listed = Object.values(routes).map(({ pattern, kind }) => [pattern, kind]);
  expect(listed.sort()).toEqual(built.sort());
});

it("puts the path of NEXTAUTH_URL before every path", async () => {
  vi.resetModules();
  vi.doMock("./env", () => ({ env: () => ({ NEXTAUTH_URL: `${origin}/portal` }) }));
  const below = await import("./routes");
  expect(below.routes.device({ deviceId: "1" })).toBe("/portal/devices/1");
  expect(below.routes.devices.matches("/portal/devices")).toBe(true);
  expect(below.routes.devices.matches("/another/devices")).toBe(false);
  expect(below.routes.welcome()).toBe("/portal");
  for (const path of ["/portal", "/portal/"]) expect(below.routes.welcome.matches(path)).toBe(true);
  expect(below.toAbsolute(below.routes.return())).toBe(`${origin}/portal/return`);
  expect(below.isPartOfSignIn("/portal/sign-in")).toBe(true);
  expect(below.files.image("/brand/logo.svg")).toBe("/portal/brand/logo.svg");
  expect(below.files.image("https://cdn.example/logo.svg")).toBe("https://cdn.example/logo.svg");
  expect(below.safeCallback("/portal/account", origin)).toBe(`${origin}/portal/account`);
  // Another page of the host.
  for (const target of ["//evil.example", "/shop", "/portals/devices", "/portal/../shop"])
    expect(below.safeCallback(target, origin)).toBe(`${origin}/portal/devices`);
});

it("finds each address by its own name, not by a pattern that it fits as well", () => {
  const fixed = Object.values<Route>(routes).filter(({ pattern }) => !pattern.includes("["));
  expect(fixed.map(({ pattern }) => findRoute(pattern)?.pattern)).toEqual(
    fixed.map(({ pattern }) => pattern),
  );
});
