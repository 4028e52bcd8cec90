import { beforeAll, expect, it } from "vitest";
import { setSettings } from "@/tests/stage";
import { refuse } from "./refuse";

beforeAll(() => setSettings({}));

const ask = (method: string, url: string, headers: Record<string, string> = {}, httpVersion = "1.1") =>
  refuse({ method, url, headers: { host: "localhost", ...headers }, httpVersion })?.status;

type Case = [
  what: string,
  method: string,
  url: string,
  headers: Record<string, string>,
  status: number | undefined,
];

const foreign = { origin: "https://evil.example" };
const crossSite = { "sec-fetch-site": "cross-site" };
const hidden = { origin: "null", "sec-fetch-site": "same-origin" };
const chunked = { "transfer-encoding": "chunked" };

it.each<Case>([
  ["a page", "GET", "/devices?q=%zz", {}, undefined],
  ["a form", "POST", "/sign-out", { "content-length": "524288" }, undefined],
  ["a form that waits for permission", "POST", "/sign-out", { expect: "100-Continue" }, undefined],
  ["a NUL that the page itself refuses", "GET", "/devices/%00", {}, undefined],
  ["a file", "HEAD", "/devices.svg", {}, undefined],
  ["a method of no use here", "TRACE", "/", {}, 405],
  ["a made-up method", "BREW", "/", {}, 405],
  ["a server action", "POST", "/sign-in", { "next-action": "emily@example.com" }, 405],
  ["a form for nothing", "POST", "/nothing", {}, 405],
  ["a page to delete", "DELETE", "/devices", {}, 405],
  ["a form for a file", "POST", "/devices.svg", {}, 405],
  ["the server as a whole", "OPTIONS", "*", {}, 400],
  ["a proxy's target", "GET", "http://evil.example/", {}, 400],
  ["no target", "GET", "", {}, 400],
  ["a malformed escape", "GET", "/%zz", {}, 400],
  ["dots that lead elsewhere", "DELETE", "/api/v1/models/M/devices/%2e%2E", {}, 400],
  ["dots on the way", "PUT", "/api/v1/models/./devices/S", {}, 400],
  ["dots among others", "PUT", "/api/v1/models/M/devices/..S", {}, undefined],
  ["half a character", "GET", "/devices/%e2%82", {}, 400],
  ["a resized image", "GET", "/_next/image?url=/devices.svg&w=64&q=75", {}, 404],
  ["another protocol", "GET", "/", { upgrade: "websocket", connection: "upgrade" }, 400],
  ["an unknown expectation", "POST", "/sign-out", { expect: "coffee" }, 417],
  ["a body that is too large", "POST", "/sign-out", { "content-length": "524289" }, 413],
  ...["/sign-out", "/admin/import/upload", "/api/auth/callback/oidc"].flatMap((url): Case[] => [
    ["a long form of another site", "POST", url, { ...foreign, "content-length": "9500000" }, 403],
    ["one that no length tells", "POST", url, { ...foreign, ...chunked }, 403],
    ["one that says only where it is from", "POST", url, { ...crossSite, ...chunked }, 403],
  ]),
  [
    "a short form of another site",
    "POST",
    "/sign-out",
    { ...foreign, "content-length": "524288" },
    undefined,
  ],
  ["a provider's logout", "POST", "/api/auth/back-channel-logout", { ...foreign, ...chunked }, undefined],
  ["a partner's data", "POST", "/api/v1/import", { ...foreign, "content-length": "9500000" }, undefined],
  ...["/admin/import/upload", "/admin/import/match/report"].flatMap((url): Case[] => [
    ["a file behind a strict proxy", "POST", url, { ...hidden, "content-length": "9500000" }, undefined],
    ["a file to import", "POST", url, { "content-length": "204800000" }, undefined],
    ["a file that is too large", "POST", url, { "content-length": "204800001" }, 413],
  ]),
])("%s: %s %s", (_, method, url, headers, status) => expect(ask(method, url, headers)).toBe(status));

it("needs a host, except from HTTP/1.0", () => {
  const head = { method: "GET", url: "/", headers: {} };
  expect(refuse({ ...head, httpVersion: "1.1" })?.status).toBe(400);
  expect(refuse({ ...head, httpVersion: "1.0" })).toBeUndefined();
});
