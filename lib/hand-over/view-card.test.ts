import { afterAll, beforeAll, expect, it } from "vitest";
import { readLaunchSettings } from "@/app/settings";
import type { ShownLink } from "@/lib/audit";
import { cardsOf, readLink } from "@/lib/dash";
import { type Id, readId } from "@/lib/scope";
import type { Customer, Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { viewCard } from "./view-card";

let portal: TestStage;
let sam: Staff;

beforeAll(async () => {
  portal = await createTestStage();
  sam = await portal.addStaff();
});
afterAll(() => portal.stop());

const secrets = { name: "Zephyrine", email: "zephyrine@example.com", externalId: "zephyrine-4711" };

const addCustomer = (country: string | null) =>
  portal.addCustomer({ ...secrets, externalId: `${secrets.externalId}-${crypto.randomUUID()}`, country });

const view = (customerId: string, deviceId: Id | null, card: string, shown: ShownLink | null = null) =>
  viewCard(sam, { customerId, deviceId, card }, shown, readLaunchSettings(), "en-US");

const gone = { ok: false, problems: [{ code: "customer-gone" }] };

const readEventsAbout = async (customerId: string) =>
  (
    await portal.owner.query(
      "select event, actor_id, details from audit_events where $1 = any(customer_ids) order by id",
      [customerId],
    )
  ).rows;

it.each([
  ["US", "NA"],
  ["DE", "EU"],
  ["JP", "FE"],
] as const)(
  "builds a correct link for every card of a customer in %s, without personal data",
  async (country, region) => {
    const customer = await addCustomer(country);
    const device = await portal.addDevice(customer, modelIds.coffee, {
      name: "Zephyrine coffee",
      serial: `zephyrine-${country}`,
    });
    await portal.signIn(customer);
    const cards = cardsOf({ sensors: ["usage"], countries: [country] }, country, {});
    expect(cards.length).toBeGreaterThan(4);
    const wanted = [...cards.map((card) => [device, card] as const), [null, "all-devices"] as const];
    for (const [deviceId, card] of wanted) {
      const viewed = await view(customer.id, deviceId, card);
      if (!viewed.ok || !viewed.value.found) return expect.unreachable(card);
      const { links, ...found } = viewed.value.found;
      expect(found).toMatchObject({ card, region, device: deviceId && { id: device } });
      expect(links.portal).toBe(deviceId ? `/devices/${device}?card=${card}` : "/devices");
      for (const channel of ["website", "app"] as const)
        expect(readLink(links[channel])).toMatchObject({ ok: true, value: { channel } });
      expect(readLink(links.website)).toMatchObject({ value: { region } });
      expect(JSON.stringify(links)).not.toMatch(new RegExp(`zephyrine|${customer.id}`, "i"));
    }
  },
);

it.each<[ShownLink | null, object]>([
  [null, { event: "card.viewed", details: {} }],
  [
    { link: "portal", as: "qr" },
    { event: "link.shown", details: { link: "portal", as: "qr" } },
  ],
  [
    { link: "app", as: "qr" },
    { event: "link.shown", details: { link: "app", as: "qr" } },
  ],
  [
    { link: "portal", as: "text" },
    { event: "link.shown", details: { link: "portal", as: "text" } },
  ],
])("records the link shown: %j", async (shown, event) => {
  const customer = await addCustomer("DE");
  const deviceId = await portal.addDevice(customer);
  await view(customer.id, deviceId, "supplies", shown);
  await view(customer.id.toUpperCase(), null, "all-devices", shown);
  const by = { actor_id: sam.id };
  expect(await readEventsAbout(customer.id)).toMatchObject([
    { ...by, ...event },
    { ...by, ...event },
  ]);
  const about = (await readEventsAbout(customer.id)).map(({ details }) => [details.deviceId, details.card]);
  expect(about).toEqual([
    [deviceId, "supplies"],
    [null, "all-devices"],
  ]);
});

it.each<[string, string | null, (customer: Customer) => Promise<[Id | null, string]>]>([
  ["an unknown card", "DE", async (customer) => [await portal.addDevice(customer), "nothing"]],
  ["no device", "DE", async () => [null, "all-devices"]],
  ["someone else's device", "DE", async () => [await portal.addDevice(await addCustomer("DE")), "supplies"]],
  // Like the page: a malformed id means neither a device nor the whole account.
  ["a malformed device", "DE", async () => [readId("x"), ""]],
  ["a country without region", "ZA", async (customer) => [await portal.addDevice(customer), "supplies"]],
  ["an unknown country", null, async (customer) => [await portal.addDevice(customer), "supplies"]],
])("shows and records the customer without a card: %s", async (_, country, wanted) => {
  const customer = await addCustomer(country);
  const found = await view(customer.id, ...(await wanted(customer)), { link: "app", as: "qr" });
  expect(found).toMatchObject({ ok: true, value: { found: null, customer: { id: customer.id } } });
  expect(await readEventsAbout(customer.id)).toEqual([
    { event: "customer.viewed", actor_id: sam.id, details: {} },
  ]);
});

it("finds no deleted customer, and nothing for a customer as viewer", async () => {
  const customer = await addCustomer("DE");
  const deviceId = await portal.addDevice(customer);
  for (const id of [crypto.randomUUID(), "x", ""]) expect(await view(id, deviceId, "supplies")).toEqual(gone);
  const request = { customerId: customer.id, deviceId, card: "supplies" };
  const asCustomer = viewCard(customer as unknown as Staff, request, null, readLaunchSettings(), "en-US");
  expect(await asCustomer).toEqual(gone);
  expect(await readEventsAbout(customer.id)).toEqual([]);
});

it("shows nothing that cannot be recorded", async () => {
  const customer = await addCustomer("DE");
  const deviceId = await portal.addDevice(customer);
  await portal.owner.query("revoke insert on audit_events from larder_app");
  for (const card of ["supplies", "nothing"])
    expect(await view(customer.id, deviceId, card)).toMatchObject({
      ok: false,
      problems: [{ code: "unrecorded" }],
    });
  await portal.owner.query("grant insert on audit_events to larder_app");
});
