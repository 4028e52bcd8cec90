import { beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";

beforeEach(() => vi.resetModules());

it.each([
  ["https://devices.example.com", "__Host-larder.session", "__Host-larder.browser", true],
  ["http://localhost:3000", "larder.session", "larder.browser", false],
])("%s: %s", async (origin, session, browser, secure) => {
  setSettings({ NEXTAUTH_URL: origin, TRUSTED_PROXIES: "0" });
  const { getBrowserCookieName, getCookieOptions, getSessionCookieName } = await import("./cookies");
  expect([getSessionCookieName(), getBrowserCookieName()]).toEqual([session, browser]);
  expect(getCookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure });
});
