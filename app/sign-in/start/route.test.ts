import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { createRequest, setSettings } from "@/tests/stage";
import { POST } from "./route";

// No server listens on this port.
setSettings({ OIDC_ISSUER: "http://127.0.0.1:9" });

let printed: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => printed.mockRestore());

const start = (headers: Record<string, string>, form: Record<string, string> = {}) =>
  POST(createRequest("/sign-in/start", {}, { method: "POST", headers, body: new URLSearchParams(form) }), {
    params: Promise.resolve({}),
  });

it.each([
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
] as Record<string, string>[])("refuses a form from another site: %j", async (headers) => {
  const response = await start(headers);
  expect(response.status).toBe(403);
  expect(response.headers.get("set-cookie")).toBeNull();
  expect(await response.text()).toContain("That didn’t come from this site");
});

it("reports an unreachable provider with a reference, and logs the cause once", async () => {
  const response = await start({ origin: "http://localhost:3000" }, { callbackUrl: "/return" });
  expect(response.status).toBe(303);
  const [, reference] =
    /^http:\/\/localhost:3000\/sign-in\?error=provider&reference=([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})&callbackUrl=%2Freturn$/.exec(
      response.headers.get("location") ?? "",
    ) ?? [];
  expect(reference).toBeDefined();
  expect(await response.text()).toBe("");
  expect([...response.headers].join()).not.toMatch(/ECONN|127\.0\.0\.1|SIGNIN|\bat /);

  expect(printed).toHaveBeenCalledOnce();
  const line = JSON.parse(String(printed.mock.calls[0]?.[0]));
  expect(line.reference).toBe(reference);
  expect(line.causes.join()).toMatch(/ECONNREFUSED/);
});
