import { afterAll, beforeAll, expect, it } from "vitest";
import { customers } from "@/lib/db";
import { Name } from "@/lib/names";
import { parseInput } from "@/lib/result";
import { ownScope } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { renameCustomer } from "./rename-customer";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const readNames = async () =>
  Object.fromEntries((await portal.db.select().from(customers)).map(({ id, name }) => [id, name]));

/** Parses and saves typed text like the form does. */
async function rename(viewer: Customer, typed: string) {
  const name = parseInput(Name, typed);
  if (name.ok) await renameCustomer(ownScope(viewer), name.value);
  return name;
}

it("changes the viewer's own name and nobody else's", async () => {
  const [viewer, other] = [
    await portal.addCustomer({ name: "Emily" }),
    await portal.addCustomer({ name: "Oliver" }),
  ];
  expect(await rename(viewer, " 佐藤  花 🌸 ")).toEqual({ ok: true, value: "佐藤 花 🌸" });
  expect(await readNames()).toMatchObject({ [viewer.id]: "佐藤 花 🌸", [other.id]: "Oliver" });
});

it.each([
  ["", "empty"],
  ["\u200b", "empty"],
  ["x".repeat(61), "long"],
  ["a\u202eb", "characters"],
])("refuses %j as %s and keeps the name", async (typed, problem) => {
  const viewer = await portal.addCustomer({ name: "Emily" });
  expect(await rename(viewer, typed)).toEqual({ ok: false, problems: [{ code: `name-${problem}` }] });
  expect(await readNames()).toMatchObject({ [viewer.id]: "Emily" });
});
