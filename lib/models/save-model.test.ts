import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EventDetails } from "@/lib/audit/schemas";
import { changes, deviceModels, pictures, slots, transaction } from "@/lib/db";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { makePng, toDataUrl } from "@/tests/pictures";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { deleteModel, findModel, findPicture, saveModel, toModel } from ".";
import { ModelContent } from "./schemas";

let portal: TestStage;
let scope: PartnerScope<"catalogue:write">;
beforeAll(async () => {
  portal = await createTestStage();
  scope = partnerScope(system, "catalogue:write") as typeof scope;
});
afterAll(() => portal.stop());

let made = 0;
const createId = () => `MODEL-${++made}`;

/** Parses and saves content like every caller does. */
const save = async (modelId: string, content: object, tx?: Parameters<typeof saveModel>[3]) =>
  saveModel(scope, modelId, ModelContent.parse(content), tx);

const readEvents = async (modelId: string) =>
  (
    await portal.owner.query(
      "select event, actor_kind, details from audit_events where details->>'modelId' = $1 order by id",
      [modelId],
    )
  ).rows;

const readSlotIds = async (modelId: string) => {
  const rows = await portal.db.select().from(slots).where(eq(slots.modelId, modelId));
  return Object.fromEntries(rows.map(({ instance, id }) => [instance, id]));
};

const countChanges = (modelId: string) => portal.db.$count(changes, eq(changes.modelId, modelId));

const createSlot = (instance: string, more: object = {}) => ({
  instance,
  name: instance,
  sensor: "level",
  ...more,
});

const complete = {
  vendorCode: "HEARTHBY",
  name: "Inkwell 5",
  names: { de: "Tintenfass 5", ja: "インクウェル5" },
  drawing: "printer",
  picture: toDataUrl(makePng(3)),
  countries: ["JP", "DE"],
  silentAfter: "P2DT12H",
  noLevel: "Print a page.",
  noLevels: { de: "Drucken Sie eine Seite." },
  slots: [
    createSlot("InkSensor.Black", {
      name: "Black ink",
      names: { "pt-BR": "Tinta preta", de: "Schwarze Tinte" },
      supply: "ink-cartridge",
      measurement: "volume",
      unit: "MILLILITER",
      lowAt: 0.1,
      capacity: 12.5,
      partNumber: "INK-5-K",
      shopUrls: { JP: "https://shop.example/jp", DE: "https://shop.example/de" },
    }),
    createSlot("InkSensor.Cyan"),
  ],
};

const refused = (code: string, more: object = {}) => ({ ok: false, problems: [{ code, ...more }] });
const succeeded = (value: unknown) => ({ ok: true, value });

it("stores everything, and gives back what parses and means no change", async () => {
  const id = createId();
  expect(await save(id, complete)).toEqual(succeeded("new"));
  const stored = await findModel(scope, id);
  const { modelId, picture, ...content } = toModel(
    stored as NonNullable<typeof stored>,
    (hash) => `https://p.example/pictures/${hash}`,
  );
  expect(modelId).toBe(id);
  expect(content).toEqual({
    ...ModelContent.parse(complete),
    picture: undefined,
    countries: ["DE", "JP"],
  });
  expect(await save(id, { ...content, picture })).toEqual(succeeded("unchanged"));
  expect(await save(id, { ...complete, countries: ["DE", "JP"] })).toEqual(succeeded("unchanged"));
});

it("leaves out what has no value", async () => {
  const id = createId();
  await save(id, { name: "Plain", countries: [], slots: [createSlot("A")] });
  expect(await findModel(scope, id)).toStrictEqual({
    modelId: id,
    name: "Plain",
    names: {},
    drawing: "device",
    countries: [],
    noLevels: {},
    slots: [{ instance: "A", name: "A", names: {}, supply: "supply", sensor: "level", shopUrls: {} }],
  });
});

it("reads rows of the first version, where a slot has only a name, in their order", async () => {
  expect(await findModel(scope, modelIds.printer)).toStrictEqual({
    modelId: modelIds.printer,
    name: "Inkwell 4",
    names: {},
    drawing: "printer",
    countries: ["DE", "ES", "FR", "GB", "IT", "JP", "US"],
    noLevels: {},
    slots: ["Black", "Cyan"].map((name) => ({
      instance: name,
      name,
      names: {},
      supply: "ink-cartridge",
      sensor: "level",
      shopUrls: {},
    })),
  });
});

it("records a change once, with all of before and after, and nothing without a change", async () => {
  const id = createId();
  await save(id, complete);
  await save(id, complete);
  const noted = await countChanges(id);
  await save(id, complete);
  expect(await countChanges(id)).toBe(noted);
  await save(id, { name: "Inkwell 6" });
  const [first, second, ...more] = await readEvents(id);
  expect(more).toEqual([]);
  const { picture: _, ...rest } = ModelContent.parse(complete);
  const stored = { ...rest, countries: ["DE", "JP"], pictureHash: expect.stringMatching(/^[\w-]{43}$/) };
  expect(first).toEqual({
    event: "model.changed",
    actor_kind: "system",
    details: { modelId: id, before: null, after: stored },
  });
  expect(EventDetails.parse(first.details), "as the audit's pages read it").toEqual(first.details);
  expect(second.details).toMatchObject({ before: stored, after: { name: "Inkwell 6", slots: [] } });
});

it("keeps the ids of slots, by instance or by the instance that a slot was", async () => {
  const id = createId();
  await save(id, { name: "A", slots: [createSlot("Black"), createSlot("Cyan")] });
  const before = await readSlotIds(id);
  const renamed = { name: "A", slots: [createSlot("Blue", { was: "Cyan" }), createSlot("Black")] };
  expect(await save(id, renamed)).toEqual(succeeded("changed"));
  expect(await readSlotIds(id)).toEqual({ Blue: before.Cyan, Black: before.Black });
  expect(await save(id, renamed)).toEqual(succeeded("unchanged"));
  expect((await findModel(scope, id))?.slots.map(({ instance }) => instance)).toEqual(["Blue", "Black"]);
});

it("locks vendor code and slots while the model has devices, also removed ones", async () => {
  const id = createId();
  const content = { vendorCode: "V", name: "A", slots: [createSlot("Black"), createSlot("Cyan")] };
  await save(id, content);
  const owner = await portal.addCustomer();
  await portal.addDevice(owner, id);
  await portal.addDevice(owner, id, { removedAt: new Date() });
  const events = await readEvents(id);
  const vendor = { code: "vendor-code-in-use", field: "vendorCode", count: 2 };
  const slot = { code: "slot-in-use", field: "slots", subject: "Cyan", count: 2 };
  expect(await save(id, { ...content, vendorCode: "W" })).toEqual({ ok: false, problems: [vendor] });
  expect(await save(id, { ...content, slots: [createSlot("Black")] })).toEqual({
    ok: false,
    problems: [slot],
  });
  expect(await save(id, { name: "A", slots: [createSlot("Black")] })).toEqual({
    ok: false,
    problems: [vendor, slot],
  });
  expect(await readEvents(id)).toEqual(events);
  const grown = [createSlot("Black"), createSlot("Blue", { was: "Cyan" }), createSlot("Magenta")];
  expect(await save(id, { ...content, name: "B", slots: grown })).toEqual(succeeded("changed"));
});

it("removes slots and changes the vendor code of a model without devices", async () => {
  const id = createId();
  await save(id, { vendorCode: "V", name: "A", slots: [createSlot("Black"), createSlot("Cyan")] });
  expect(await save(id, { vendorCode: "W", name: "A", slots: [createSlot("Cyan")] })).toEqual(
    succeeded("changed"),
  );
  expect(Object.keys(await readSlotIds(id))).toEqual(["Cyan"]);
});

it("stores a picture once, and takes its address for it", async () => {
  const [one, other, bytes] = [createId(), createId(), makePng(7)];
  const before = await portal.db.$count(pictures);
  await save(one, { name: "A", picture: toDataUrl(bytes, "image/webp") });
  await save(other, { name: "B", picture: toDataUrl(bytes) });
  expect(await portal.db.$count(pictures)).toBe(before + 1);
  const hash = (await findModel(scope, one))?.pictureHash as string;
  expect(await findPicture(hash)).toEqual({ type: "image/png", bytes });
  const address = `https://devices.example.com/pictures/${hash}`;
  expect(await save(other, { name: "B", picture: address })).toEqual(succeeded("unchanged"));
  expect(await save(other, { name: "B" })).toEqual(succeeded("changed"));
  expect(await findPicture(hash)).not.toBeNull();
});

it.each([
  ["picture-unknown", `https://devices.example.com/pictures/${"a".repeat(43)}`],
  ["picture-large", toDataUrl(makePng(5000))],
  ["picture-svg", toDataUrl(Buffer.from("<svg></svg>"))],
])("refuses a picture as %s and stores nothing", async (code, picture) => {
  const id = createId();
  expect(await save(id, { name: "A", picture })).toEqual(refused(code, { field: "picture" }));
  expect(await findModel(scope, id)).toBeNull();
  expect(await readEvents(id)).toEqual([]);
});

it("joins the caller's transaction: a rollback leaves nothing", async () => {
  const id = createId();
  const work = transaction(async (tx) => {
    await save(id, complete, tx);
    expect(await findModel(scope, id, tx)).not.toBeNull();
    throw new Error("changed its mind");
  });
  await expect(work).rejects.toThrow("changed its mind");
  expect(await findModel(scope, id)).toBeNull();
  expect(await readEvents(id)).toEqual([]);
});

it("saves one after another: of equal saves one creates the model, and all changes follow on each other", async () => {
  const id = createId();
  const results = await portal.atOnce("device_models", 8, () => save(id, complete));
  expect(results.filter((result) => result.ok && result.value === "new")).toHaveLength(1);
  expect(await readEvents(id)).toHaveLength(1);
  let name = 0;
  await portal.atOnce("device_models", 8, () => save(id, { name: `Name ${++name}` }));
  const events = await readEvents(id);
  expect(events).toHaveLength(9);
  for (const [index, event] of events.slice(1).entries())
    expect(event.details.before).toEqual(events[index].details.after);
});

it("does not lose a slot to a device that is added meanwhile", async () => {
  const id = createId();
  await save(id, { name: "A", slots: [createSlot("Black")] });
  const owner = await portal.addCustomer();
  // The device is added in the transaction that keeps the other table locked.
  const [saved] = await portal.atOnce("rate_limits", 1, async () => {
    await portal.addDevice(owner, id);
    return save(id, { name: "A" });
  });
  expect(saved).toEqual(refused("slot-in-use", { field: "slots", subject: "Black", count: 1 }));
});

it("deletes a model without devices and units, once", async () => {
  const id = createId();
  await save(id, { name: "A", slots: [createSlot("Black")] });
  expect(await deleteModel(scope, id)).toEqual(succeeded(undefined));
  expect(await portal.db.$count(deviceModels, eq(deviceModels.modelId, id))).toBe(0);
  expect((await readEvents(id)).at(-1)).toMatchObject({
    event: "model.deleted",
    details: { modelId: id, before: { name: "A", slots: [{ instance: "Black" }] } },
  });
  expect(await deleteModel(scope, id)).toEqual(refused("not-found"));
});

it("deletes no model with devices, also removed ones, or units", async () => {
  const id = createId();
  await save(id, { name: "A" });
  await portal.addUnit(id, "1", "CODE");
  await portal.addUnit(id, "2", "CODE");
  expect(await deleteModel(scope, id)).toEqual(refused("model-made", { count: 2 }));
  await portal.addDevice(await portal.addCustomer(), id, { removedAt: new Date() });
  expect(await deleteModel(scope, id)).toEqual(refused("model-in-use", { count: 1 }));
  expect(await findModel(scope, id)).not.toBeNull();
  expect(await readEvents(id)).toHaveLength(1);
});
