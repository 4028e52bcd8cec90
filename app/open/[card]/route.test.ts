import { afterAll, beforeAll, expect, it } from "vitest";
import { cards } from "@/lib/dash";
import { devices, launches, rateLimits } from "@/lib/db";
import type { Customer } from "@/lib/viewer";
import {
  countQueries,
  createRequest,
  createTestStage,
  modelIds,
  prefetchHeaders,
  type TestStage,
} from "@/tests/stage";
import { GET } from "./route";

let portal: TestStage;
let viewer: Customer;
let token: string;
let coffee: string;
let first: string;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  token = await portal.signIn(viewer);
  coffee = await portal.addDevice(viewer, modelIds.coffee, { serial: "CM-0001" });
  first = await portal.addDevice(viewer, modelIds.printer, { serial: "RX 0001" });
  await portal.addDevice(viewer, modelIds.printer, { serial: "RX 0002" });
  const other = await portal.addCustomer();
  await portal.addDevice(other, modelIds.printer, { serial: "RX 0003" });
  await portal.addUnit(modelIds.printer, "RX 0004", "CODE");
});
afterAll(() => portal.stop());

type Following = { session?: string | null; method?: string; headers?: Record<string, string> };

async function follow(card: string, query = "", { session = token, ...init }: Following = {}) {
  const request = createRequest(`/open/${card}${query}`, { "larder.session": session }, init);
  const response = await GET(request, { params: Promise.resolve({ card }) });
  const to = response.headers.get("location")?.replace("http://localhost:3000", "");
  return { status: response.status, to, headers: response.headers };
}
const listAll = async () => [
  await portal.db.select().from(devices),
  await portal.db.select().from(launches),
  await portal.db.select().from(rateLimits),
];

it("leads to the viewer's own device with that model and serial number, the card first", async () => {
  for (const serial of ["RX+0001", "rx%200001", "%EF%BC%B2X%200001"]) {
    const { status, to, headers } = await follow("history", `?model=RX-100&serial=${serial}`);
    expect([status, to]).toEqual([303, `/devices/${first}?card=history`]);
    expect(headers.get("cache-control")).toBe("private, no-store");
  }
});

it.each(cards.filter((card) => card !== "all-devices"))(
  "leads with %s to the only device of a model",
  async (card) => {
    for (const query of ["?model=CM-2", "?model=CM-2&serial=", "?model=CM-2&serial=cm-0001&code=1&x=y"])
      expect((await follow(card, query)).to).toBe(`/devices/${coffee}?card=${card}`);
  },
);

it.each([
  ["supplies", "?model=RX-100", "/devices?q=Inkwell+4"],
  ["all-devices", "", "/devices"],
  ["all-devices", "?model=RX-100&serial=RX+0001", "/devices"],
  ["supplies", "", "/devices/add"],
  ["supplies", "?serial=RX+0001", "/devices/add?serial=RX+0001"],
  ["supplies", "?model=RX-999", "/devices/add?model=RX-999"],
  // Another customer's, unclaimed and nonexistent units get the same response.
  ["supplies", "?model=RX-100&serial=RX+0003", "/devices/add?model=RX-100&serial=RX+0003"],
  ["supplies", "?model=RX-100&serial=RX+0004", "/devices/add?model=RX-100&serial=RX+0004"],
  ["supplies", "?model=RX-100&serial=RX+0005", "/devices/add?model=RX-100&serial=RX+0005"],
  ["supplies", "?model=RX-100&serial=CM-0001", "/devices/add?model=RX-100&serial=CM-0001"],
  [
    "supplies",
    "?model=//evil.example&serial=%0d%0ax:y",
    "/devices/add?model=%2F%2Fevil.example&serial=%0D%0Ax%3Ay",
  ],
  ["supplies", "?model=%00&serial=%00", "/devices/add"],
  ["supplies", "?model=%ff%ed%a0%80", "/devices/add?model=%EF%BF%BD%EF%BF%BD%EF%BF%BD%EF%BF%BD"],
  ["supplies", "?model=a&model=b", "/devices/add?model=a"],
])("leads from %s%s to %s", async (card, query, to) => {
  const before = await listAll();
  const [answer, queries] = await countQueries(() => follow(card, query));
  expect([answer.status, answer.to]).toEqual([303, to]);
  expect(queries).toBeLessThanOrEqual(2);
  expect(await listAll()).toEqual(before);
});

const signedOut = [null, "unknown"];

it.each(signedOut)("offers the way to Amazon without signing in, with the session %j", async (session) => {
  for (const [query, to] of [
    ["?model=CM-2&country=DE", "?model=CM-2&country=DE"],
    [
      "?country=DE&model=RX-100&serial=RX%200001&via=app&x=y",
      "?model=RX-100&country=DE&serial=RX+0001&via=app",
    ],
    // Whether the model exists is the page's to say.
    ["?model=RX-999&model=CM-2", "?model=RX-999"],
    [`?model=${"x".repeat(10_000)}`, `?model=${"x".repeat(2000)}`],
  ])
    expect(await follow("history", query, { session })).toMatchObject({
      status: 303,
      to: `/open/history/start${to}`,
    });
});

it.each(signedOut)(
  "requires sign-in and then returns where no model is named, with the session %j",
  async (session) => {
    for (const path of [
      ...["/open/supplies", "/open/supplies?model=&country=DE", "/open/supplies?serial=RX%200001"],
      ...["/open/all-devices", "/open/all-devices?model=CM-2"],
    ]) {
      const [, card = "", query] = /^\/open\/([^?]+)(.*)$/.exec(path) ?? [];
      expect((await follow(card, query, { session })).to).toBe(
        `/sign-in?callbackUrl=${encodeURIComponent(path)}`,
      );
    }
  },
);

it.each(["", "Supplies", "toString", "__proto__", "dart_landing", "\0", "supplies/"])(
  "finds no card %j, signed in or not",
  async (card) => {
    for (const session of [token, null]) {
      const { status, to } = await follow(encodeURIComponent(card), "?model=CM-2", { session });
      expect([status, to]).toEqual([404, undefined]);
    }
  },
);

it.each([...prefetchHeaders.map(([name, value]) => ({ headers: { [name]: value } })), { method: "HEAD" }])(
  "leads nowhere for %j",
  async (init) => {
    const { status, to } = await follow("supplies", "?model=CM-2", init);
    expect([status, to]).toEqual(["method" in init ? 200 : 503, undefined]);
  },
);

it("leads staff to their desk", async () => {
  const session = await portal.signIn(await portal.addStaff("support"));
  expect((await follow("supplies", "?model=CM-2", { session })).to).toBe("/support");
});
