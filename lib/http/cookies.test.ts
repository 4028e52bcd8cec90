import { beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";

beforeEach(() => vi.resetModules());

it.each([
  ["https://devices.example.com", "__Host-larder.", true],
  ["http://localhost:3000", "larder.", false],
  ["https://www.example.com/a/devices-portal", "__Host-larder~a~devices-portal.", true],
])("%s: %s", async (origin, prefix, secure) => {
  setSettings({ NEXTAUTH_URL: origin, TRUSTED_PROXIES: "0" });
  const cookies = await import("./cookies");
  expect([
    cookies.getSessionCookieName(),
    cookies.getBrowserCookieName(),
    cookies.getLanguageCookieName(),
  ]).toEqual(["session", "browser", "language"].map((name) => prefix + name));
  expect(cookies.getCookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure });
});
