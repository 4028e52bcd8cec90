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
let printed: MockInstance<typeof process.stdout.write>;

beforeAll(async () => {
  [portal, silent] = [await createTestStage(), await startSilentServer()];
});
afterAll(async () => {
  await silent.stop();
  await portal.stop();
});
beforeEach(() => {
  vi.resetModules();
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(async () => {
  printed.mockRestore();
  await closeDatabase();
});

const askReady = async () => (await import("./route")).GET();

it("is ready with its database", async () => {
  setSettings({ DATABASE_URL: portal.database.appUrl });
  const response = await askReady();
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await response.json()).toEqual({ status: "ready" });
});

it("is live without a database", async () => {
  const { GET } = await import("../live/route");
  expect(GET().status).toBe(200);
});

it("is not ready without a valid configuration, and gives no details", async () => {
  setSettings({ DATABASE_URL: "nonsense" });
  const response = await askReady();
  expect([response.status, await response.json()]).toEqual([503, { status: "not ready" }]);
});

describe.each(["a closed port", "a server that accepts connections and never responds"])(
  "with %s",
  (where) => {
    const buildUrl = () =>
      `postgres://larder:secret@127.0.0.1:${where === "a closed port" ? 9 : silent.port}/larder`;

    it("is not ready, on repeated requests too", async () => {
      setSettings({ DATABASE_URL: buildUrl() });
      const { checkReady } = await import("@/lib/health");
      for (let round = 0; round < 2; round += 1) {
        const responses = await Promise.all(Array.from({ length: 12 }, askReady));
        expect(responses.map(({ status }) => status)).toEqual(Array(12).fill(503));
      }
      expect(await checkReady(100)).toBe(false);
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
      const [, reference] = /Reference: ([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})/.exec(body) ?? [];
      expect(reference).toBeDefined();
      expect(body).not.toMatch(/ECONN|timeout|127\.0\.0\.1|node_modules|\bat \S+:\d+/i);
      expect(printed).toHaveBeenCalledOnce();
      const line = JSON.parse(String(printed.mock.calls[0]?.[0]));
      expect(line).toMatchObject({ what: "request", reference, stack: expect.stringContaining(" at ") });
      expect(line.causes.join()).toMatch(/ECONNREFUSED|timeout/i);
      expect(JSON.stringify(line)).not.toContain("secret");
    });
  },
);
