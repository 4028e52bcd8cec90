// Tests the handlers of what administrators do for customers.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents, customers, devices, sessions } from "@/lib/db";
import type { Customer, Staff } from "@/lib/viewer";
import { createRequest, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { POST as checkList } from "../revoke/check/route";
import { POST as revoke } from "../revoke/confirm/route";
import { readList } from "../revoke/list";
import { GET as download } from "./[customerId]/data/route";
import { POST as remove } from "./[customerId]/deletion/route";
import { POST as correct } from "./[customerId]/devices/[deviceId]/correction/route";
import { POST as transfer } from "./[customerId]/devices/[deviceId]/transferral/route";

let portal: TestStage;
let ada: Staff;
let emily: Customer;
let jonas: Customer;
let deviceId: string;
let tokens: Record<"ada" | "sam" | "customer", string>;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("truncate customers cascade");
  emily = await portal.addCustomer({ externalId: "1", name: "Emily" });
  jonas = await portal.addCustomer({ name: "Jonas" });
  deviceId = await portal.addDevice(emily, modelIds.printer, { serial: "SN-1" });
  tokens = {
    ada: await portal.signIn(ada),
    sam: await portal.signIn(await portal.addStaff("support")),
    customer: await portal.signIn(emily),
  };
});

const home = "http://localhost:3000";
type Params = { customerId: string; deviceId: string };
type Sent = { token?: string | null; params?: Partial<Params>; origin?: string };

const acts = {
  delete: { handler: remove, path: "/deletion", form: { ticket: "T-1" }, page: "/delete" },
  transfer: { handler: transfer, path: "/devices/x/transferral", form: {}, page: null },
  correct: { handler: correct, path: "/devices/x/correction", form: { model: modelIds.coffee }, page: null },
};
async function post(
  act: keyof typeof acts,
  form: Record<string, string> = {},
  { token = tokens.ada, params = {}, origin = home }: Sent = {},
) {
  const { handler, path, form: usual } = acts[act];
  const given = { ...(act === "transfer" && { to: jonas.id }), ...usual, ...form };
  const options = { method: "POST", headers: { origin }, body: new URLSearchParams(given) };
  const request = createRequest(
    `/admin/customers/x${path}`,
    { "larder.session": token, "larder.language": "en-US" },
    options,
  );
  const response = await handler(request, {
    params: Promise.resolve({ customerId: emily.id, deviceId, ...params }),
  });
  return [response.status, response.headers.get("location")?.replace(home, "") ?? null];
}
const get = (token: string | null, customerId = emily.id) =>
  download(createRequest("/admin/customers/x/data", { "larder.session": token }), {
    params: Promise.resolve({ customerId }),
  });
const age = () => portal.owner.query("update sessions set authenticated_at = now() - interval '11 minutes'");
const readState = async () => [
  await portal.db.$count(customers),
  (await portal.db.select().from(devices)).map(({ customerId, modelId, removedAt }) => [
    customerId,
    modelId,
    removedAt,
  ]),
];

it("deletes, transfers and corrects for an administrator", async () => {
  expect(await post("correct")).toEqual([303, `/support/customers/${emily.id}?done=model`]);
  expect(await post("transfer")).toEqual([303, `/support/customers/${emily.id}?done=transfer`]);
  expect(await post("delete")).toEqual([303, "/support?done=deleted"]);
  expect(await portal.db.$count(customers)).toBe(1);
  // Sent again, from a page that is out of date.
  expect(await post("delete")).toEqual([303, `/admin/customers/${emily.id}/delete`]);
  for (const [act, page] of [
    ["correct", "model"],
    ["transfer", "transfer"],
  ] as const)
    expect(await post(act)).toEqual([
      303,
      `/admin/customers/${emily.id}/devices/${deviceId}/${page}?problem=device-gone`,
    ]);
});

describe.each(Object.keys(acts) as (keyof typeof acts)[])("%s", (act) => {
  it("is for administrators only, from our own pages", async () => {
    const before = await readState();
    for (const token of [tokens.sam, tokens.customer])
      expect(await post(act, {}, { token })).toEqual([404, null]);
    expect((await post(act, {}, { token: null }))[1]).toMatch(/^\/sign-in/);
    expect(await post(act, {}, { origin: "https://evil.example" })).toEqual([403, null]);
    expect(await readState()).toEqual(before);
  });

  it.each([
    {},
    { customerId: "x" },
    { customerId: "\0" },
    { deviceId: "1" },
    { customerId: crypto.randomUUID() },
  ])("changes nothing for wrong addresses and forms: %j", async (params: Partial<Params>) => {
    const before = await readState();
    const wrong = { ticket: "Emily Carter", to: "'", model: "\0" };
    const [status] = await post(act, wrong, { params });
    expect([303, 404]).toContain(status);
    if (Object.keys(params).length > 0 && !("deviceId" in params && act === "delete"))
      expect((await post(act, {}, { params }))[0]).not.toBe(200);
    if (!("deviceId" in params)) expect(await readState()).toEqual(before);
  });
});

it.each([
  ["transfer", { to: "same" }, "owner-same"],
  ["transfer", { to: crypto.randomUUID() }, "owner-gone"],
  ["correct", { model: modelIds.printer }, "model-same"],
  ["correct", { model: "NONE" }, "model-unknown"],
] as const)("%s says what is wrong: %j", async (act, form, problem) => {
  const to = "to" in form && form.to === "same" ? { to: emily.id } : form;
  expect((await post(act, to as Record<string, string>))[1]).toMatch(new RegExp(`\\?problem=${problem}$`));
});

it("does not take someone else's device for theirs", async () => {
  const before = await readState();
  for (const act of ["transfer", "correct"] as const)
    expect((await post(act, { to: emily.id }, { params: { customerId: jonas.id } }))[1]).toMatch(
      /problem=device-gone$/,
    );
  expect(await readState()).toEqual(before);
});

it("asks for a fresh sign-in to delete, and leads back", async () => {
  await age();
  expect(await post("delete")).toEqual([
    303,
    `/sign-in?fresh=1&callbackUrl=%2Fadmin%2Fcustomers%2F${emily.id}%2Fdelete`,
  ]);
  expect(await portal.db.$count(customers)).toBe(2);
});

describe("the data of a customer", () => {
  it("is the file that they can download themselves, and recorded", async () => {
    const response = await get(tokens.ada);
    expect([response.status, response.headers.get("content-disposition")]).toEqual([
      200,
      expect.stringMatching(/^attachment; filename="account-\d{4}-\d\d-\d\d\.json"$/),
    ]);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(await response.json()).toMatchObject({ profile: { id: emily.id }, devices: [{ serial: "SN-1" }] });
    const recorded = await portal.db.select().from(auditEvents).orderBy(auditEvents.id);
    expect(recorded.at(-1)).toMatchObject({
      event: "customer.exported",
      actorId: ada.id,
      customerIds: [emily.id],
    });
  });

  it("is for administrators with a fresh sign-in only", async () => {
    for (const token of [tokens.sam, tokens.customer]) expect((await get(token)).status).toBe(404);
    for (const id of ["x", crypto.randomUUID()]) expect((await get(tokens.ada, id)).status).toBe(404);
    await age();
    expect((await get(tokens.ada)).headers.get("location")).toBe(
      `${home}/sign-in?fresh=1&callbackUrl=%2Fsupport%2Fcustomers%2F${emily.id}`,
    );
  });

  it("is not shown while the audit cannot be written", async () => {
    await portal.owner.query("revoke insert on audit_events from larder_app");
    try {
      const response = await get(tokens.ada);
      expect([response.status, await response.text()]).toEqual([503, expect.not.stringContaining("SN-1")]);
    } finally {
      await portal.owner.query("grant insert on audit_events to larder_app");
    }
  });
});

describe("a list to revoke", () => {
  const send = async (handler: typeof revoke, body: FormData, token: string | null = tokens.ada) => {
    const request = createRequest(
      "/admin/revoke",
      { "larder.session": token },
      { method: "POST", headers: { origin: home }, body },
    );
    const response = await handler(request, { params: Promise.resolve({}) });
    const { pathname, searchParams } = new URL(response.headers.get("location") ?? home, home);
    return { status: response.status, pathname, query: Object.fromEntries(searchParams) };
  };
  const fill = (fields: Record<string, string | Blob>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return form;
  };
  const check = (serials: string, more: Record<string, string | Blob> = {}) =>
    send(checkList, fill({ model: modelIds.printer, serials, ...more }));

  it("is typed or a file, one a line, and counts each once", async () => {
    const file = new Blob(["\ufeffSN-1\r\nSN-3\r\n"]);
    const { query } = await check(" SN-1 \n\nSN-2\nsn 1", { file });
    expect(readList(query.list ?? null)).toEqual({
      modelId: modelIds.printer,
      serials: ["SN-1", "SN-2", "SN-3"],
      repeated: 2,
    });
  });

  const lines = (count: number, build = (n: number) => `B-${n}`) =>
    Array.from({ length: count }, (_, n) => build(n)).join("\n");
  it.each([
    ["", "units-none"],
    [" \n\t\n", "units-none"],
    [lines(501), "units-many"],
    ["SN-1\n..", "units-malformed"],
    ["a\u202eb", "units-malformed"],
    ["- -", "units-malformed"],
    ["x".repeat(201), "units-malformed"],
    [lines(500, () => crypto.randomUUID()), "units-long"],
  ])("is refused (%#): %.10s", async (text, problem) => {
    expect((await check(text)).query).toEqual({ problem, model: modelIds.printer });
  });

  it("of 500 serial numbers fits an address", async () => {
    const { query } = await check(lines(500, (n) => `HB4-${2_025_000_000 + ((n * 7_919_333) % 1_000_003)}`));
    expect(readList(query.list ?? null)?.serials).toHaveLength(500);
  });

  it("is revoked for a reason, once it was seen", async () => {
    const { list = "" } = (await check("SN-1")).query;
    expect((await send(revoke, fill({ list, reason: " " }))).query).toMatchObject({
      list,
      problem: "reason-empty",
    });
    expect((await send(revoke, fill({ list, reason: "T-1" }))).query).toMatchObject({
      problem: "units-changed",
    });
    expect((await send(revoke, fill({ reason: "T-1" }))).query).toEqual({ problem: "units-none" });
    expect((await portal.db.select().from(devices))[0]?.removedAt).toBeNull();
  });

  it("is for administrators with a fresh sign-in only", async () => {
    const { list = "" } = (await check("SN-1")).query;
    for (const handler of [checkList, revoke]) {
      expect((await send(handler, fill({ list, reason: "x" }), tokens.sam)).status).toBe(404);
      await age();
      expect((await send(handler, fill({ list, reason: "x" }))).query).toMatchObject({ fresh: "1" });
      await portal.db.update(sessions).set({ authenticatedAt: new Date() });
    }
  });

  it.each(["", "x", "AAAA", "x".repeat(7001), "\0"])("is not read from %.10j", (word) => {
    expect(readList(word)).toBeNull();
  });
});
