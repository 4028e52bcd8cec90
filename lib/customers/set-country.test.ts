import { afterAll, beforeAll, expect, it } from "vitest";
import { customers } from "@/lib/db";
import { createTestStage, type TestStage } from "@/tests/stage";
import { setCountry } from "./set-country";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const countriesOf = async () =>
  Object.fromEntries((await portal.db.select().from(customers)).map(({ id, country }) => [id, country]));

it("changes the viewer's own country and nobody else's", async () => {
  const [viewer, other] = [await portal.addCustomer(), await portal.addCustomer()];
  expect(await setCountry(viewer, "JP")).toBe(true);
  expect(await countriesOf()).toMatchObject({ [viewer.id]: "JP", [other.id]: "DE" });
});

it.each(["", "de", "XX", "DEU", "__proto__", "\u0000", "D'"])("refuses %j", async (country) => {
  const viewer = await portal.addCustomer();
  expect(await setCountry(viewer, country)).toBe(false);
  expect(await countriesOf()).toMatchObject({ [viewer.id]: "DE" });
});

it("does nothing for staff, whatever their id", async () => {
  const { id } = await portal.addCustomer();
  const staff = await portal.addStaff();
  expect(await setCountry({ ...staff, id }, "JP")).toBe(false);
  expect(await countriesOf()).toMatchObject({ [id]: "DE" });
});
