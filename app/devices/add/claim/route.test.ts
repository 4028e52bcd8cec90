import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { devices, rateLimits } from "@/lib/db";
import type { Customer } from "@/lib/viewer";
import { createRequest, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { POST } from "./route";

let portal: TestStage;
let viewer: Customer;
let token: string;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  token = await portal.signIn(viewer);
  await portal.addUnit(modelIds.printer, "SN-0001", "7KQXM3WPHT");
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(devices);
  await portal.db.delete(rateLimits);
});

const origin = "http://localhost:3000";
const printed = { model: modelIds.printer, serial: "SN-0001", code: "7KQXM-3WPHT" };

async function submit(
  form: Record<string, string>,
  session: string | null = token,
  headers: Record<string, string> = { origin },
) {
  const body = new URLSearchParams(form);
  const request = createRequest(
    "/devices/add/claim",
    { "larder.session": session },
    { method: "POST", headers, body },
  );
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, to: response.headers.get("location")?.replace(origin, "") };
}

it("leads to the added device, and to the same one if repeated", async () => {
  const added = await submit(printed);
  const [device] = await portal.db.select().from(devices);
  expect(added).toEqual({ status: 303, to: `/devices/${device?.id}?done=added` });
  expect(await submit(printed)).toEqual({ status: 303, to: `/devices/${device?.id}?done=mine` });
});

it("returns to the form with the input minus the claim code, whatever the error", async () => {
  const form = "/devices/add?model=RX-100&serial=SN-0001&problem=refused";
  expect(await submit({ ...printed, code: "WRONG" })).toEqual({ status: 303, to: form });
  await portal.addDevice(await portal.addCustomer(), modelIds.printer, { serial: "SN-0001" });
  expect(await submit(printed)).toEqual({ status: 303, to: form });
  expect(await submit({ model: "a&b=c", serial: "ü \u202e#?", code: "7KQXM" })).toEqual({
    status: 303,
    to: "/devices/add?model=a%26b%3Dc&serial=%C3%BC+%E2%80%AE%23%3F&problem=refused",
  });
  expect((await submit({})).to).toBe("/devices/add?model=&serial=&problem=refused");
  expect((await submit({ ...printed, serial: "x".repeat(100_000) })).to?.length).toBeLessThan(300);
});

it("reports after ten tries when to try again", async () => {
  for (let tries = 0; tries < 10; tries += 1) await submit({ ...printed, code: "WRONG" });
  expect((await submit(printed)).to).toMatch(
    /^\/devices\/add\?model=RX-100&serial=SN-0001&problem=limited&minutes=(59|60)$/,
  );
  expect(await portal.db.select().from(devices)).toEqual([]);
});

it.each([null, "unknown"])(
  "requires sign-in without passing on the code, with the session %j",
  async (session) => {
    expect(await submit(printed, session)).toEqual({
      status: 303,
      to: `/sign-in?callbackUrl=${encodeURIComponent("/devices/add?model=RX-100&serial=SN-0001")}`,
    });
  },
);

it("refuses a form from another site, and adds nothing for staff", async () => {
  expect((await submit(printed, token, { origin: "https://evil.example" })).status).toBe(403);
  const session = await portal.signIn(await portal.addStaff());
  expect((await submit(printed, session)).to).toContain("problem=refused");
  expect(await portal.db.select().from(devices)).toEqual([]);
});
