import { beforeAll, expect, it } from "vitest";
import { setSettings } from "@/tests/stage";
import { isOwnForm } from "./own-form";

beforeAll(() => setSettings({ NEXTAUTH_URL: "https://devices.example.com", TRUSTED_PROXIES: "1" }));

const sites = [null, "same-origin", "same-site", "cross-site", "none", "", "same-origin, same-origin"];

// An origin, and the sites with which a form is ours.
it.each<[origin: string | null, own: (string | null)[]]>([
  ["https://devices.example.com", [null, "same-origin"]],
  [null, [null, "same-origin"]],
  ["null", ["same-origin"]],
  ["https://evil.example", []],
  ["http://devices.example.com", []],
  ["https://devices.example.com:8443", []],
  ["https://devices.example.com.evil.example", []],
  ["https://example.com", []],
  ["https://devices.example.com/", []],
  ["https://devices.example.com, https://evil.example", []],
])("takes a form from the origin %j with the sites %j", (origin, own) => {
  expect(sites.filter((site) => isOwnForm(origin, site))).toEqual(own);
  if (own.includes(null)) expect(isOwnForm(origin ?? undefined, undefined)).toBe(true);
});
