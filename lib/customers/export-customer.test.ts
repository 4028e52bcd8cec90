import { readFileSync } from "node:fs";
import { eq, getTableColumns } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recordEvent } from "@/lib/audit";
import { requestCode } from "@/lib/codes";
import {
  auditEvents,
  customers,
  dataFaults,
  devices,
  emailCodes,
  externalIds,
  identities,
  knownBrowsers,
  launches,
  readingHistory,
  readings,
  sessions,
  signIns,
  slots,
  staffLaunches,
} from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { ownScope } from "@/lib/scope";
import { createTestStage, type TestStage } from "@/tests/stage";
import { deleteCustomer } from "./delete-customer";
import { exportCustomer } from "./export-customer";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

/** Creates a customer with one row of each kind, and `word` in every text. */
async function addPerson(word: string) {
  const customer = await portal.addCustomer({
    externalId: `${word}-number`,
    name: `${word} Name`,
    email: `${word}@example.com`,
  });
  const viewer = ownScope(customer);
  const { customerId } = viewer;
  const browserHash = Buffer.alloc(32, word);
  await portal.db
    .insert(identities)
    .values({ issuer: "https://i.example", subject: `${word}-s`, customerId });
  await portal.db.insert(externalIds).values({ source: "crm", externalId: `${word}-crm`, customerId });
  await portal.db.insert(dataFaults).values({
    ...{ kind: "customer", customerId, subject: `${word}-number`, field: "country", value: "UK" },
  });
  await portal.signIn(customer, `${word}-id-token`);
  await portal.db
    .update(signIns)
    .set({ network: "198.51.100.0/24" })
    .where(eq(signIns.customerId, customerId));
  const deviceId = await portal.addDevice(customer, undefined, {
    name: `${word} printer`,
    serial: `${word}-1`,
  });
  const [reading] = await portal.db
    .insert(readings)
    .values({ deviceId, slotId: await findSlot(), at: new Date(), value: 42, measurement: "percentage" })
    .returning();
  const day = Math.floor(Date.now() / 86_400_000);
  await portal.db.insert(readingHistory).values({
    readingId: reading?.id ?? 0,
    ...{ period: Math.floor(day / 50), points: [...Array(day % 50).fill(null), 42] },
  });
  const removed = { name: `${word} old printer`, serial: `${word}-2`, removedAt: new Date() };
  await portal.addDevice(customer, undefined, removed);
  const launch = { card: "supplies", channel: "website", region: "EU", expiresAt: new Date() } as const;
  await portal.db.insert(launches).values({ ...launch, customerId, deviceId, browserHash });
  await portal.db.insert(knownBrowsers).values({ customerId, browserHash });
  const asked = { browserHash, language: "en" };
  const email = `${word.toUpperCase()}@example.com`;
  await requestCode({ ...asked, purpose: "sign-in", email, customerId: null });
  await requestCode({ ...asked, purpose: "change-email", email: `${word}.new@example.com`, customerId });
  const warning = { kind: "email-changed", customerId, to: `${word}.old@example.com` } as const;
  await enqueueMail(warning);
  const handed = { kind: "link", customerId, staffId: crypto.randomUUID(), deviceId: null } as const;
  await enqueueMail({ ...handed, card: "all-devices" });
  const staff = await portal.addStaff();
  const visit = { ...launch, channel: undefined, customerId, deviceId, browserHash, staffId: staff.id };
  const [opened] = await portal.db.insert(staffLaunches).values(visit).returning();
  const launchId = opened?.id ?? "";
  const about = { customerId, deviceId, card: "supplies" } as const;
  await recordEvent(staff, { event: "customers.searched", customerIds: [elsewhere, customerId] });
  await recordEvent(staff, { event: "link.shown", ...about, link: "app", as: "qr" });
  await recordEvent(staff, { event: "launch.opened", ...about, launchId, reason: `${word} asked` });
  const filter = { staffId: staff.id };
  await recordEvent(staff, { event: "audit.viewed", customerIds: [customerId], filter });
  return { viewer, deviceId, launchId, staff };
}

async function findSlot(): Promise<string> {
  const [slot] = await portal.db.select().from(slots).where(eq(slots.instance, "Cyan"));
  return slot?.id ?? "";
}
const today = new Date().toISOString().slice(0, 10);

/** Another customer in a list that staff saw. */
const elsewhere = crypto.randomUUID();

it("contains all of the viewer's data and nobody else's", async () => {
  const { viewer, deviceId, launchId, staff } = await addPerson("zephyrine");
  await addPerson("bystander");
  const data = JSON.parse(JSON.stringify(await exportCustomer(viewer)));
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const code = {
    id: expect.any(String),
    language: "en",
    tries: 0,
    createdAt: time,
    expiresAt: time,
    closedAt: null,
  };
  const event = {
    at: time,
    deviceId: null,
    card: null,
    vendorCode: null,
    link: null,
    as: null,
    launchId: null,
    reason: null,
  };
  const mail = { id: expect.any(String), to: null, state: "created", createdAt: time, completedAt: null };
  expect(data).toEqual({
    exportedAt: time,
    profile: {
      id: viewer.customerId,
      externalId: "zephyrine-number",
      name: "zephyrine Name",
      email: "zephyrine@example.com",
      country: "DE",
      language: null,
      writtenBy: {},
      showLevels: true,
      createdAt: time,
    },
    otherIds: [{ source: "crm", externalId: "zephyrine-crm" }],
    faults: [
      {
        id: expect.any(String),
        kind: "customer",
        subject: "zephyrine-number",
        field: "country",
        value: "UK",
        foundAt: time,
      },
    ],
    identities: [{ issuer: "https://i.example", subject: "zephyrine-s", createdAt: time }],
    devices: [
      {
        id: deviceId,
        name: "zephyrine printer",
        modelId: "RX-100",
        model: "Inkwell 4",
        serial: "zephyrine-1",
        endpointId: null,
        ownName: false,
        addedBy: null,
        removedBy: null,
        registeredAt: time,
        isDated: false,
        removedAt: null,
      },
      expect.objectContaining({ name: "zephyrine old printer", serial: "zephyrine-2", removedAt: time }),
    ],
    readings: [
      {
        ...{ deviceId, instance: "Cyan", value: 42, measurement: "percentage", unit: null },
        ...{ at: time, replacedAt: null, emptyAt: null, days: [{ day: today, value: 42 }] },
      },
    ],
    launches: [
      {
        id: expect.any(String),
        deviceId,
        vendorCode: "",
        card: "supplies",
        channel: "website",
        region: "EU",
        openedAt: time,
        expiresAt: time,
        closedAt: null,
        returnedAt: null,
      },
    ],
    sessions: [
      {
        id: expect.any(String),
        device: null,
        browser: null,
        authenticatedAt: time,
        createdAt: time,
        seenAt: time,
        expiresAt: time,
      },
    ],
    signIns: [
      {
        id: expect.any(String),
        method: "oidc",
        device: null,
        browser: null,
        network: "198.51.100.0/24",
        at: time,
      },
    ],
    knownBrowsers: [{ seenAt: time }],
    codes: [
      { ...code, purpose: "sign-in", email: "ZEPHYRINE@example.com" },
      { ...code, purpose: "change-email", email: "zephyrine.new@example.com" },
    ],
    staffLaunches: [
      {
        id: launchId,
        deviceId,
        vendorCode: "",
        card: "supplies",
        region: "EU",
        openedAt: time,
        expiresAt: time,
        closedAt: null,
        returnedAt: null,
      },
    ],
    staffEvents: [
      { ...event, event: "customers.searched" },
      { ...event, event: "link.shown", deviceId, card: "supplies", link: "app", as: "qr" },
      { ...event, event: "launch.opened", deviceId, card: "supplies", launchId, reason: "zephyrine asked" },
      { ...event, event: "audit.viewed" },
    ],
    mails: [
      { ...mail, kind: "code" },
      { ...mail, kind: "code" },
      { ...mail, kind: "email-changed", to: "zephyrine.old@example.com" },
      { ...mail, kind: "link" },
    ],
  });
  const text = JSON.stringify(data);
  const others = ["bystander", elsewhere, staff.id, "Sam", "192.0.2"];
  for (const secret of [...others, "id-token", "hash", "Hash"]) expect(text).not.toContain(secret);
});

/** Columns left out: secrets, and the owner's id, which is the viewer's. */
const left = {
  profile: { table: customers, columns: [] },
  otherIds: { table: externalIds, columns: ["customerId"] },
  faults: { table: dataFaults, columns: ["customerId"] },
  identities: { table: identities, columns: ["customerId", "staffId"] },
  sessions: {
    table: sessions,
    columns: ["tokenHash", "customerId", "staffId", "idToken", "claims", "providerSession"],
  },
  signIns: { table: signIns, columns: ["customerId"] },
  devices: { table: devices, columns: ["customerId", "serialKey"] },
  launches: { table: launches, columns: ["customerId", "browserHash"] },
  knownBrowsers: { table: knownBrowsers, columns: ["customerId", "browserHash"] },
  codes: { table: emailCodes, columns: ["customerId", "browserHash"] },
  staffLaunches: { table: staffLaunches, columns: ["customerId", "staffId", "browserHash"] },
  // `details` is exported field by field. The actor is left out, since staff have privacy too.
  staffEvents: {
    table: auditEvents,
    columns: ["id", "customerIds", "actorKind", "actorId", "role", "details"],
  },
};

/** Data from another table or from inside a column. */
const added = ["model", "deviceId", "card", "vendorCode", "link", "as", "launchId", "reason"];

it.each(Object.entries(left))(
  "exports every column or leaves it out for a reason: %s",
  async (part, { table, columns }) => {
    const { viewer } = await addPerson(`somebody-${part}`);
    const data = await exportCustomer(viewer);
    const row = [data?.[part as keyof typeof left]].flat()[0];
    const taken = Object.keys(row ?? {}).filter(
      (name) => name in getTableColumns(table) || !added.includes(name),
    );
    expect([...taken, ...columns].sort()).toEqual(Object.keys(getTableColumns(table)).sort());
  },
);

it("has every field documented", async () => {
  const { viewer } = await addPerson("reader");
  const fields = new Set<string>();
  JSON.stringify(await exportCustomer(viewer), (name, value) => {
    if (name && !/^\d+$/.test(name)) fields.add(name);
    return value;
  });
  const words = readFileSync("docs/data-export.md", "utf8");
  expect([...fields].filter((name) => !words.includes(`\`${name}\``))).toEqual([]);
});

it("is null for a deleted customer", async () => {
  const { viewer } = await addPerson("leaver");
  await deleteCustomer(viewer, "customer");
  expect(await exportCustomer(viewer)).toBeNull();
});
