import { beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/scripts/test-portal";

beforeEach(() => vi.resetModules());

it.each([
  ["https://devices.example.com", "__Host-larder.session", "__Host-larder.browser", true],
  ["http://localhost:3000", "larder.session", "larder.browser", false],
])("%s: %s", async (origin, session, browser, secure) => {
  setSettings({ NEXTAUTH_URL: origin });
  const { browserCookie, cookieOptions, sessionCookie } = await import("./cookies");
  expect([sessionCookie(), browserCookie()]).toEqual([session, browser]);
  expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure });
});
