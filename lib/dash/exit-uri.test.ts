import { describe, expect, it } from "vitest";
import { checkExitUri } from "./exit-uri.ts";

const schemes = ["myapp", "com.example.brew"];

function codesOf(text: string, registered: readonly string[] = schemes): string[] {
  const result = checkExitUri(text, { schemes: registered });
  return result.ok ? [] : result.problems.map(({ code }) => code);
}

describe("checkExitUri", () => {
  it.each([
    "https://your-website-url",
    "https://example.com/return",
    "https://example.com:8443/a%20b/%C3%BC?x=1&y=%2F",
    "https://xn--mnchen-3ya.example/",
    "HTTPS://Example.COM/Return",
    "https://[2001:db8::1]/return",
    "https://example.com/@path?mail=a@b",
    "https://example.com//mail@b",
    "myapp:mail@b",
    "http://localhost:3000/return",
    "http://portal.localhost/return",
    "http://127.0.0.1:3000/return",
    "http://127.8.9.10/",
    "http://[::1]:3000/return",
    "myapp://dash/back",
    "MyApp://dash/back",
    "myapp:back",
    "com.example.brew://return?x=1",
  ])("lets %s pass byte for byte", (text) =>
    expect(checkExitUri(text, { schemes })).toEqual({ ok: true, value: text }),
  );

  it.each<[string, string[]]>([
    // not absolute
    ["", ["exit-not-absolute"]],
    ["/return", ["exit-not-absolute"]],
    ["//example.com/return", ["exit-not-absolute"]],
    ["example.com/return", ["exit-not-absolute"]],
    ["?x", ["exit-not-absolute"]],
    ["/return?to=https%3A%2F%2Fexample.com", ["exit-not-absolute"]],
    ["://example.com", ["exit-not-absolute"]],
    ["1app://x", ["exit-not-absolute"]],
    // encoded once too often
    ["https%3A%2F%2Fexample.com", ["double-encoded"]],
    ["https%253A%252F%252Fexample.com", ["double-encoded"]],
    ["app2%3A%2F%2Fback", ["double-encoded"]],
    // no host
    ["https:", ["exit-host"]],
    ["https:x", ["exit-host"]],
    ["https:/example.com", ["exit-host"]],
    ["https:/example.com//x", ["exit-host"]],
    ["https://", ["exit-host"]],
    ["https:///example.com", ["exit-host"]],
    ["https://?x", ["exit-host"]],
    ["https://:443/", ["exit-host"]],
    ["https://exa%2Fmple.com/", ["exit-host"]],
    ["https://999.999.999.999/", ["exit-host"]],
    ["https://[::1/", ["exit-host"]],
    // what parsers drop or rewrite
    [" https://example.com", ["exit-characters"]],
    ["https://example.com ", ["exit-characters"]],
    ["https://exam\tple.com", ["exit-characters"]],
    ["https://example.com/\r\nSet-Cookie:x", ["exit-characters"]],
    ["https://example.com/a b", ["exit-characters"]],
    ["https://example.com\\return", ["exit-characters"]],
    ["https:\\\\example.com", ["exit-characters", "exit-host"]],
    ["https:/\\example.com", ["exit-characters", "exit-host"]],
    ["https://münchen.example/", ["exit-characters"]],
    ["https://example.com/ü", ["exit-characters"]],
    ["https://example.com/\ud800", ["exit-characters"]],
    ["https://example.com/%zz", ["exit-characters"]],
    ["https://example.com/%", ["exit-characters"]],
    ["https://example.com/%2", ["exit-characters"]],
    ["https://example.com/{id}", ["exit-characters"]],
    ["https://example.com/\u0000", ["exit-characters"]],
    ["https://example。com/", ["exit-characters"]],
    // schemes
    ["javascript:alert(1)", ["exit-scheme"]],
    ["JavaScript:alert(1)", ["exit-scheme"]],
    ["java\tscript:alert(1)", ["exit-characters", "exit-scheme"]],
    ["\u0001javascript:alert(1)", ["exit-characters", "exit-scheme"]],
    ["javascript://example.com/%0aalert(1)", ["exit-scheme"]],
    ["data:text/html,x", ["exit-scheme"]],
    ["file:///etc/passwd", ["exit-scheme"]],
    ["blob:https://example.com/x", ["exit-scheme"]],
    ["vbscript:x", ["exit-scheme"]],
    ["ftp://example.com/", ["exit-scheme"]],
    ["otherapp://dash/back", ["exit-scheme"]],
    // credentials and fragment
    ["https://user@example.com/", ["exit-credentials"]],
    ["https://user:pass@example.com/", ["exit-credentials"]],
    ["https://@example.com/", ["exit-credentials"]],
    ["https://good.example\\@evil.example/", ["exit-characters", "exit-credentials"]],
    ["myapp://user@dash/back", ["exit-credentials"]],
    ["https://example.com/#x", ["exit-fragment"]],
    ["https://example.com/#", ["exit-fragment"]],
    // http beyond this machine
    ["http://example.com/", ["exit-http"]],
    ["http://localhost.example.com/", ["exit-http"]],
    ["http://notlocalhost/", ["exit-http"]],
    ["http://127.0.0.1.example.com/", ["exit-http"]],
    ["http://128.0.0.1/", ["exit-http"]],
    ["http://[::2]/", ["exit-http"]],
    ["http:example.com", ["exit-host"]],
    // everything at once
    ["http://u:p@example.com/ #x", ["exit-characters", "exit-fragment", "exit-credentials", "exit-http"]],
  ])("refuses %j: %j", (text, codes) => expect(codesOf(text)).toEqual(codes));

  it("refuses app schemes that nobody registered, and dangerous ones even when registered", () => {
    expect(codesOf("myapp://dash/back", [])).toEqual(["exit-scheme"]);
    expect(checkExitUri("myapp://dash/back").ok).toBe(false);
    const never = "javascript vbscript data file blob filesystem about view-source";
    for (const scheme of never.split(" ")) expect(codesOf(`${scheme}:x`, [scheme])).toContain("exit-scheme");
    expect(codesOf("http://example.com/", ["http"])).toEqual(["exit-http"]);
  });
});
