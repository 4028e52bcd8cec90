import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readLaunchSettings } from "@/app/settings";
import { staffLaunches } from "@/lib/db";
import { succeed } from "@/lib/result";
import { findStaffReturn, openForCustomer, returnStaffLaunches } from "@/lib/staff-launches";
import type { Customer, Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { findLinkMail } from "./find-link-mail";
import { mailLink } from "./mail-link";
import { viewCard } from "./view-card";

let portal: TestStage;
let sam: Staff;
let customer: Customer;

beforeAll(async () => {
  portal = await createTestStage();
  sam = await portal.addStaff();
  await portal.owner.query(
    `insert into device_models (model_id, name, names, vendor_code, countries)
     values ('W-1', 'Washer', '{"ja": "洗濯機"}', 'W', '{DE}')`,
  );
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("delete from pgboss.job");
  await portal.db.delete(staffLaunches);
  customer = await portal.addCustomer({ email: `${crypto.randomUUID()}@example.com`, language: "ja" });
  await portal.addDevice(customer, modelIds.coffee);
  await portal.addDevice(customer, "W-1");
});

const ask = (vendorCode?: string | null) => ({
  customerId: customer.id,
  deviceId: null,
  card: "all-devices",
  vendorCode,
});
async function view(vendorCode?: string | null) {
  const viewed = await viewCard(sam, ask(vendorCode), null, readLaunchSettings(), "en-US");
  return viewed.ok ? viewed.value.found : expect.unreachable();
}
const readDetails = async () =>
  (
    await portal.owner.query(
      "select event, details from audit_events where $1 = any(customer_ids) order by id desc limit 1",
      [customer.id],
    )
  ).rows[0];

it("shows the card of one of several vendors, and records which", async () => {
  const found = await view("W");
  expect(found).toMatchObject({ vendorCode: "W", vendor: { vendorCode: "W", models: ["Washer"] } });
  for (const link of [found?.links.website, found?.links.app]) expect(link).toContain("vendorCode=W&");
  expect(await readDetails()).toEqual({
    event: "card.viewed",
    details: { deviceId: null, card: "all-devices", vendorCode: "W" },
  });
  expect(await view("V1")).toMatchObject({ vendorCode: "V1", vendor: { models: ["Brew 2"] } });
});

it.each([null, "", "w", "V2"])("shows no card for the vendor %j", async (vendorCode) =>
  expect(await view(vendorCode)).toBeNull(),
);

it("uses the only vendor's code, which need not be the configured one, and records the card alone", async () => {
  await portal.owner.query("delete from devices where customer_id = $1 and model_id <> 'W-1'", [customer.id]);
  for (const vendorCode of [null, "W"]) {
    const found = await view(vendorCode);
    expect(found).toMatchObject({ vendorCode: "W", vendor: null });
    expect(found?.links.website).toContain("vendorCode=W&");
  }
  expect(await readDetails()).toMatchObject({ details: { deviceId: null, card: "all-devices" } });
  expect(Object.keys((await readDetails()).details)).toHaveLength(2);
});

it("mails the card of a vendor, with the models' names in the mail's language", async () => {
  expect(await mailLink(sam, ask(), readLaunchSettings())).toMatchObject({ ok: false });
  expect(await mailLink(sam, ask("W"), readLaunchSettings())).toMatchObject({ ok: true });
  const { rows } = await portal.owner.query("select data from pgboss.job");
  expect(rows).toMatchObject([{ data: { kind: "link", card: "all-devices", vendorCode: "W" } }]);
  expect(await readDetails()).toMatchObject({ event: "link.mailed", details: { vendorCode: "W" } });
  const facts = await findLinkMail(rows[0].data, readLaunchSettings(), (profile) => profile ?? "en-US");
  expect(facts?.vendor).toEqual({ vendorCode: "W", models: ["洗濯機"] });
});

it("opens the card of a vendor, and names it on the way back", async () => {
  const browserHash = Buffer.from("browser");
  const reason = succeed("Ticket");
  for (const vendorCode of ["W", "V1"]) {
    const opening = { ...ask(vendorCode), reason, browserHash };
    const opened = await openForCustomer(sam, opening, readLaunchSettings());
    expect(opened.ok && opened.value.url).toContain(`vendorCode=${vendorCode}&`);
    expect(await readDetails()).toMatchObject({ event: "launch.opened", details: { vendorCode } });
  }
  const returned = await returnStaffLaunches(sam, browserHash);
  const [latest] = returned.ok ? returned.value : [];
  const found = await findStaffReturn(sam, latest?.id as never, customer.id, readLaunchSettings(), "ja");
  expect(found.map(({ vendor }) => vendor)).toEqual([
    { vendorCode: "V1", models: ["Brew 2"] },
    { vendorCode: "W", models: ["洗濯機"] },
  ]);
});
