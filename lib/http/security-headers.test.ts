import { beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";

beforeEach(() => vi.resetModules());

const https = { NEXTAUTH_URL: "https://devices.example.com" };

it.each<[settings: Record<string, string>, policy: string | undefined]>([
  [https, "max-age=31536000"],
  [{ ...https, HSTS_SUBDOMAINS: "true" }, "max-age=31536000; includeSubDomains"],
  [{ HSTS_SUBDOMAINS: "true" }, undefined],
])("with %j the transport policy is %j", async (settings, policy) => {
  setSettings({ TRUSTED_PROXIES: "1", ...settings });
  const { listBaseHeaders } = await import("./security-headers");
  expect(listBaseHeaders("/devices")["strict-transport-security"]).toBe(policy);
});
