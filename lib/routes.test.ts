import { expect, test } from "vitest";
import { safeCallback } from "./safe-callback";

const origin = "https://devices.example.com";

test.each([
  "/devices",
  "/devices/0b6a?back=1",
  "/return",
  "https://devices.example.com/devices?q=a%20b",
  // Looks foreign, but is a path here: only an absolute address of our own comes out.
  "https:evil.example\\@devices.example.com",
])("goes on to %j", (target) => {
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
