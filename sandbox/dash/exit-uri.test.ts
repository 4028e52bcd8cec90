import { describe, expect, it } from "vitest";
import { checkLink } from "./check-link";

function problemsOf(rawExitUri: string): string[] {
  const target = `/drs/partner/page/dart_device_list?vendorCode=HEARTHBY&exitUri=${rawExitUri}`;
  return checkLink(target, "website").problems.map(({ parameter, message }) => `${parameter}: ${message}`);
}

describe("exitUri", () => {
  it.each([
    "https://devices.example.com/return",
    "https://devices.example.com",
    "https://devices.example.com:8443/a%20b/@you",
    "https://devices.example.com/return?from=dash",
    "hearthby:",
    "hearthby://return",
    "com.hearthby.app:/return",
    "http://localhost:3000/return",
    "http://127.0.0.1:3000/return",
    "http://[::1]:3000/return",
  ])("takes %s", (uri) => {
    expect(problemsOf(encodeURIComponent(uri))).toEqual([]);
  });

  it.each([
    ["", /no scheme/],
    ["/return", /no scheme/],
    ["//devices.example.com/return", /no scheme/],
    ["devices.example.com/return", /no scheme/],
    ["javascript:alert(1)", /javascript: is not allowed/],
    ["JavaScript:alert(1)", /javascript: is not allowed/],
    ["data:text/html,x", /data: is not allowed/],
    ["file:///etc/passwd", /file: is not allowed/],
    ["blob:https://example.com/1", /blob: is not allowed/],
    ["http://devices.example.com/return", /loopback/],
    ["http://localhost.example.com/return", /loopback/],
    ["http://127.0.0.1.example.com/return", /loopback/],
    ["https:devices.example.com", /host must follow/],
    ["https:///return", /host must follow/],
    ["https://", /host must follow/],
    ["https://user:secret@devices.example.com/return", /credentials/],
    ["https://user@devices.example.com/return", /credentials/],
    ["hearthby://user@return", /credentials/],
    ["https://devices.example.com/return#top", /fragment/],
    ["https://devices.example.com/return#", /fragment/],
    ["https://devices.example.com/a b", /characters/],
    ["https://devices.example.com/\\x", /characters/],
    ["https://devices.example.com/ä", /characters/],
    ["https://devices.example.com/%zz", /characters/],
    ["https://exa mple.com/", /characters/],
    ["https://devices.example.com:99999/", /not a valid URI/],
    [" https://devices.example.com/", /characters/],
    ["java\tscript:alert(1)", /javascript: is not allowed/],
  ])("refuses %s", (uri, reason) => {
    const problems = problemsOf(encodeURIComponent(uri));
    expect(problems[0]).toMatch(/^exitUri: /);
    expect(problems.join("\n")).toMatch(reason);
  });

  it("is accepted unencoded, as in the documentation", () => {
    expect(problemsOf("https://your-website-url")).toEqual([]);
  });

  it.each([
    ["https://devices.example.com/%", /encoding is broken/],
    [encodeURIComponent(encodeURIComponent("https://devices.example.com/return")), /encoded twice/],
    [encodeURIComponent(encodeURIComponent("hearthby://return")), /encoded twice/],
    ["https%3A%2F%2Fdevices.example.com%2", /encoding is broken/],
  ])("refuses the spelling %s", (raw, reason) => {
    expect(problemsOf(raw)).toEqual([expect.stringMatching(reason)]);
  });
});
