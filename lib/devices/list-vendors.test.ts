import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { devices } from "@/lib/db";
import { ownScope } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { countQueries, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { listDevices } from "./list-devices";
import { chooseVendor, listVendors } from "./list-vendors";

let portal: TestStage;
let viewer: Customer;

beforeAll(async () => {
  portal = await createTestStage();
  await portal.owner.query(
    `insert into device_models (model_id, name, names, vendor_code, countries) values
       ('W-1', 'Washer', '{"de": "Waschgerät"}', 'W', '{DE,US}'), ('W-2', 'another washer', '{}', 'W', '{DE}'),
       ('X-1', 'Own', '{}', 'V1', '{DE}')`,
  );
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(devices);
  viewer = await portal.addCustomer();
});

const list = (country: string, language: string | null = "en-US") =>
  listVendors(ownScope(viewer), country, "V1", language);

/** Lists them as the list of devices does. */
async function listWithDevices(country: string | null, language: string) {
  const query = { search: "", sort: "name", after: null } as const;
  return (await listDevices(ownScope(viewer), query, { country, vendorCode: "V1" }, language)).vendors;
}

it("lists nothing for a customer without devices, or without any that is enabled in the country", async () => {
  expect(await list("DE")).toEqual([]);
  await portal.addDevice(viewer, modelIds.coffee);
  await portal.addDevice(viewer, "W-1", { removedAt: new Date() });
  await portal.addDevice(await portal.addCustomer(), "W-1");
  expect(await list("MX")).toEqual([]);
  for (const country of ["DE", "ZA"])
    expect(await list(country)).toEqual([{ vendorCode: "V1", models: ["Brew 2"] }]);
});

it("lists each vendor once in one query, with the models' names in the reader's language", async () => {
  for (const modelId of ["W-1", "W-1", "W-2", "X-1", modelIds.printer])
    await portal.addDevice(viewer, modelId);
  const [vendors, queries] = await countQueries(() => list("DE"));
  expect(queries).toBe(1);
  expect(vendors).toEqual([
    { vendorCode: "W", models: ["another washer", "Washer"] },
    { vendorCode: "V1", models: ["Inkwell 4", "Own"] },
  ]);
  expect(await list("DE", "de")).toContainEqual({
    vendorCode: "W",
    models: ["another washer", "Waschgerät"],
  });
  expect(await list("US")).toEqual([
    { vendorCode: "V1", models: ["Inkwell 4"] },
    { vendorCode: "W", models: ["Washer"] },
  ]);
});

it("lists the same with the devices", async () => {
  expect(await listWithDevices("DE", "de")).toEqual([]);
  for (const modelId of ["W-1", "W-2", "X-1"]) await portal.addDevice(viewer, modelId);
  await portal.addDevice(await portal.addCustomer(), modelIds.printer);
  for (const [country, language] of [
    ["DE", "de"],
    ["US", "en-US"],
    ["ZA", "de"],
  ] as const)
    expect(await listWithDevices(country, language)).toEqual(await list(country, language));
  expect(await listWithDevices("DE", "de")).toHaveLength(2);
  expect(await listWithDevices(null, "de")).toEqual([]);
});

const one = { vendorCode: "V1", models: [] };
const other = { vendorCode: "W", models: [] };

it.each<[what: string, vendors: (typeof one)[], given: string | null | undefined, chosen: typeof one | null]>(
  [
    ["the only one", [one], null, one],
    ["the only one by its code", [one], "V1", one],
    ["none", [], null, null],
    ["none of several", [one, other], undefined, null],
    ["one of several", [one, other], "W", other],
    ["none by another code", [one, other], "X", null],
    ["none by an empty code", [one], "", null],
  ],
)("chooses %s", (_, vendors, given, chosen) => expect(chooseVendor(vendors, given)).toEqual(chosen));
