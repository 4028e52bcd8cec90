import { afterAll, beforeAll, expect, it } from "vitest";
import { exportCustomer } from "@/lib/customers";
import { type Id, ownScope } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { addDevice } from "./add-device";
import { findDevice } from "./find-device";
import { listDevices } from "./list-devices";
import { listModels } from "./list-models";
import { matchDevices } from "./match-devices";
import { Claim } from "./schemas";

const account = { country: "DE", vendorCode: "VENDOR" };

let portal: TestStage;
let viewer: Customer;
let printer: Id;

beforeAll(async () => {
  portal = await createTestStage();
  viewer = await portal.addCustomer();
  printer = await portal.addDevice(viewer, modelIds.printer, { name: "Office" });
  await portal.addDevice(viewer, modelIds.coffee, { name: "Kitchen" });
  const setNames = (table: string, name: string, names: Record<string, string>) =>
    portal.owner.query(`update ${table} set names = $2 where name = $1`, [name, names]);
  const model = { ja: "インクウェル 4", de: "Tintenfass 4", "pt-PT": "Tinteiro 4", "en-US": "Inkwell Four" };
  await setNames("device_models", "Inkwell 4", model);
  await setNames("slots", "Black", { ja: "ブラック", de: "Schwarz", "pt-PT": "Preto", "en-US": "Jet black" });
  await setNames("device_models", "Brew 2", { de: "Zum Brühen 2" });
});
afterAll(() => portal.stop());

const languages: [language: string, model: string, slot: string][] = [
  ["ja", "インクウェル 4", "ブラック"],
  ["de", "Tintenfass 4", "Schwarz"],
  ["de-AT", "Tintenfass 4", "Schwarz"],
  ["pt-BR", "Tinteiro 4", "Preto"],
  ["en-GB", "Inkwell Four", "Jet black"],
  ["fr", "Inkwell 4", "Black"],
];

it.each(languages)("shows a reader of %s the model %s and its slot %s", async (language, model, slot) => {
  const scope = ownScope(viewer);
  const shown = { model, slots: [{ name: slot }, { name: "Cyan" }] };
  expect(await findDevice(scope, printer, language)).toMatchObject(shown);
  const query = { search: "office", sort: "name", after: null } as const;
  expect((await listDevices(scope, query, account, language)).devices).toMatchObject([shown]);
  expect(await matchDevices(scope, modelIds.printer, null, language)).toEqual([{ id: printer, model }]);
});

it("shows the fallback where nobody reads the names", async () => {
  expect(await findDevice(ownScope(viewer), printer, null)).toMatchObject({
    model: "Inkwell 4",
    slots: [{ name: "Black" }, { name: "Cyan" }],
  });
});

it.each([
  ["tintenFASS", "de", 1],
  ["inkwell", "de", 1],
  ["tintenfass", "ja", 0],
  ["インク", "ja", 1],
  ["schwarz", "de", 0],
])(
  "finds a device by its model's name as shown or as the fallback: %s in %s",
  async (search, language, count) => {
    const found = await listDevices(
      ownScope(viewer),
      { search, sort: "newest", after: null },
      account,
      language,
    );
    expect([found.matching, found.total]).toEqual([count, 2]);
  },
);

it("lists the models to add by the name that is shown", async () => {
  for (const modelId of Object.values(modelIds)) await portal.addUnit(modelId, "S-1", "CODE");
  const names = async (language: string) => (await listModels(language)).map(({ name }) => name);
  expect(await names("de")).toEqual(["Tintenfass 4", "Zum Brühen 2"]);
  expect(await names("fr")).toEqual(["Brew 2", "Inkwell 4"]);
});

it.each(languages)("names a device that a reader of %s adds %s", async (language, model) => {
  const serial = `ADD-${language}`;
  await portal.addUnit(modelIds.printer, serial, "CODE");
  const owner = ownScope(await portal.addCustomer());
  const claim = Claim.parse({ modelId: modelIds.printer, serial, code: "CODE" });
  const added = await addDevice(owner, claim, language);
  const id = added.ok ? added.value.deviceId : expect.unreachable();
  expect(await findDevice(owner, id as Id, null)).toMatchObject({ name: model });
});

it.each([
  ["ja", "インクウェル 4"],
  ["de-AT", "Tintenfass 4"],
  ["mul", "Inkwell 4"],
  [null, "Inkwell 4"],
])("exports the model's name to a customer with the language %s as %s", async (language, model) => {
  const customer = await portal.addCustomer({ language });
  await portal.addDevice(customer);
  expect(await exportCustomer(ownScope(customer))).toMatchObject({ devices: [{ model }] });
});
