import { afterAll, beforeAll, expect, it } from "vitest";
import { customers } from "@/lib/db";
import { parseInput } from "@/lib/result";
import { ownScope } from "@/lib/scope";
import type { SignedIn } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { Country } from "./schemas";
import { setCountry } from "./set-country";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const readCountries = async () =>
  Object.fromEntries((await portal.db.select().from(customers)).map(({ id, country }) => [id, country]));

/** Parses and saves a choice like the form does. @returns whether it was saved */
async function choose(viewer: SignedIn, chosen: string): Promise<boolean> {
  const [scope, country] = [ownScope(viewer), parseInput(Country, chosen)];
  if (!scope || !country.ok) return false;
  await setCountry(scope, country.value);
  return true;
}

it("changes the viewer's own country and nobody else's", async () => {
  const [viewer, other] = [await portal.addCustomer(), await portal.addCustomer()];
  expect(await choose(viewer, "JP")).toBe(true);
  expect(await readCountries()).toMatchObject({ [viewer.id]: "JP", [other.id]: "DE" });
});

it.each(["", "de", "XX", "DEU", "__proto__", "\u0000", "D'"])("refuses %j", async (country) => {
  const viewer = await portal.addCustomer();
  expect(await choose(viewer, country)).toBe(false);
  expect(parseInput(Country, country)).toEqual({ ok: false, problems: [{ code: "country-malformed" }] });
  expect(await readCountries()).toMatchObject({ [viewer.id]: "DE" });
});

it("does nothing for staff, even with a customer's id", async () => {
  const { id } = await portal.addCustomer();
  const staff = await portal.addStaff();
  expect(await choose({ ...staff, id }, "JP")).toBe(false);
  expect(await readCountries()).toMatchObject({ [id]: "DE" });
});
