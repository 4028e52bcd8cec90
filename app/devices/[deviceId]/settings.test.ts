import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { devices } from "@/lib/db";
import type { Customer } from "@/lib/viewer";
import { createRequest, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { POST as rename } from "./name/route";
import { POST as remove } from "./removal/route";
import { POST as restore } from "./restore/route";

let portal: TestStage;
let viewer: Customer;
let token: string;
let id: string;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  token = await portal.signIn(viewer);
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(devices);
  id = await portal.addDevice(viewer, modelIds.printer, { name: "Kitchen", serial: "S-1" });
});

const origin = "http://localhost:3000";
type Sent = { session?: string | null; name?: string; headers?: Record<string, string> };

async function submit(handler: typeof rename, deviceId: string, sent: Sent = {}) {
  const { session = token, name = "Office", headers = { origin } } = sent;
  const body = new URLSearchParams({ name });
  const request = createRequest(
    "/devices/x/y",
    { "larder.session": session },
    { method: "POST", headers, body },
  );
  const response = await handler(request, { params: Promise.resolve({ deviceId }) });
  return { status: response.status, to: response.headers.get("location")?.replace(origin, "") };
}
const listRows = () => portal.db.select().from(devices);

it("renames and confirms it", async () => {
  expect(await submit(rename, id)).toEqual({ status: 303, to: `/devices/${id}?done=renamed` });
  expect(await listRows()).toMatchObject([{ name: "Office" }]);
});

it.each([
  ["", "empty", ""],
  ["\u3164", "empty", "%E3%85%A4"],
  ["a\u202eb", "characters", "a%E2%80%AEb"],
  ["a\nb&c=#d", "characters", "a%0Ab%26c%3D%23d"],
  ["x".repeat(100_000), "long", "x".repeat(200)],
])("returns with the rejected name %j: %s", async (name, problem, kept) => {
  const to = `/devices/${id}?problem=${problem}&name=${kept}#keeping`;
  expect(await submit(rename, id, { name })).toEqual({ status: 303, to });
  expect(await listRows()).toMatchObject([{ name: "Kitchen" }]);
});

it("removes and restores, each repeatable", async () => {
  const removed = { status: 303, to: `/devices?removed=${id}` };
  expect(await submit(remove, id)).toEqual(removed);
  expect(await submit(remove, id)).toEqual(removed);
  expect(await submit(restore, id)).toEqual({ status: 303, to: `/devices/${id}` });
  expect(await submit(restore, id)).toEqual({ status: 303, to: `/devices/${id}` });
  expect(await listRows()).toMatchObject([{ name: "Kitchen", removedAt: null }]);
});

it("reports that a removal can no longer be undone", async () => {
  await submit(remove, id);
  await portal.owner.query("update devices set removed_at = removed_at - interval '10 minutes'");
  expect(await submit(restore, id)).toEqual({ status: 303, to: "/devices?removed=over" });
});

describe.each([
  ["rename", rename],
  ["remove", remove],
  ["restore", restore],
])("%s", (_, handler) => {
  it("works for the owner only", async () => {
    const before = await listRows();
    const sessions = [await portal.addCustomer(), await portal.addStaff("admin")].map((who) =>
      portal.signIn(who),
    );
    for (const session of await Promise.all(sessions)) {
      const { status, to } = await submit(handler, id, { session });
      expect([status, to]).toEqual(handler === restore ? [303, "/devices?removed=over"] : [404, undefined]);
    }
    for (const deviceId of ["", "1", "\0", "../../sign-out", "//evil.example", crypto.randomUUID()]) {
      const { to } = await submit(handler, deviceId);
      expect(to).toBe(handler === restore ? "/devices?removed=over" : undefined);
    }
    expect(await listRows()).toEqual(before);
  });

  it("refuses forms from another site and requires sign-in", async () => {
    const before = await listRows();
    expect((await submit(handler, id, { headers: { origin: "https://evil.example" } })).status).toBe(403);
    const { status, to } = await submit(handler, id, { session: null });
    expect([status, to]).toEqual([303, expect.stringMatching(/^\/sign-in\?callbackUrl=%2Fdevices/)]);
    expect(await listRows()).toEqual(before);
  });
});
