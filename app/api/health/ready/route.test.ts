import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from "vitest";
import { closeDatabase } from "@/lib/db";
import {
  createRequest,
  createTestStage,
  setSettings,
  startSilentServer,
  type TestStage,
} from "@/tests/stage";

let portal: TestStage;
let silent: Awaited<ReturnType<typeof startSilentServer>>;
let printed: MockInstance<typeof console.error>;

beforeAll(async () => {
  [portal, silent] = [await createTestStage(), await startSilentServer()];
});
afterAll(async () => {
  await silent.stop();
  await portal.stop();
});
beforeEach(() => {
  vi.resetModules();
  printed = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(async () => {
  printed.mockRestore();
  await closeDatabase();
});

const checkReady = async () => (await import("./route")).GET(createRequest("/api/health/ready"));

it("is ready with its database", async () => {
  setSettings({ DATABASE_URL: portal.database.appUrl });
  const response = await checkReady();
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await response.json()).toEqual({ status: "ready" });
});

it("is live without a database", async () => {
  const { GET } = await import("../live/route");
  expect((await GET(createRequest("/api/health/live"))).status).toBe(200);
});

it("is not ready without a valid configuration, and gives no details", async () => {
  setSettings({ DATABASE_URL: "nonsense" });
  expect([(await checkReady()).status, await (await checkReady()).json()]).toEqual([
    503,
    { status: "database unavailable" },
  ]);
});

describe.each(["a closed port", "a server that accepts connections and never responds"])(
  "with %s",
  (where) => {
    const buildUrl = () =>
      `postgres://larder:secret@127.0.0.1:${where === "a closed port" ? 9 : silent.port}/larder`;

    it("is not ready within two seconds, on repeated requests too", async () => {
      setSettings({ DATABASE_URL: buildUrl() });
      const { checkDatabase } = await import("@/lib/health");
      for (let round = 0; round < 2; round += 1) {
        const begun = performance.now();
        const responses = await Promise.all(Array.from({ length: 12 }, checkReady));
        expect(performance.now() - begun).toBeLessThan(2000);
        expect(responses.map(({ status }) => status)).toEqual(Array(12).fill(503));
      }
      const begun = performance.now();
      expect(await checkDatabase(100)).toBe(false);
      expect(performance.now() - begun).toBeLessThan(1000);
    });

    it("answers a launch with a message and a reference, and logs the cause", async () => {
      setSettings({ DATABASE_URL: buildUrl() });
      const { GET } = await import("@/app/return/route");
      const response = await GET(createRequest("/return", { "larder.session": "token" }), {
        params: Promise.resolve({}),
      });
      expect(response.status).toBe(503);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("cache-control")).toContain("no-store");
      const body = await response.text();
      const [, reference] = /Reference: ([0-9A-F]{8})/.exec(body) ?? [];
      expect(reference).toBeDefined();
      expect(body).not.toMatch(/ECONN|timeout|127\.0\.0\.1|node_modules|\bat \S+:\d+/i);
      expect(printed).toHaveBeenCalledOnce();
      const line = JSON.parse(String(printed.mock.calls[0]?.[0]));
      expect(line).toMatchObject({ what: "GET /return", reference, stack: expect.stringContaining(" at ") });
      expect(line.causes.join()).toMatch(/ECONNREFUSED|timeout/i);
      expect(JSON.stringify(line)).not.toContain("secret");
    });
  },
);
