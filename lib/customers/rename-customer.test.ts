import { afterAll, beforeAll, expect, it } from "vitest";
import { customers } from "@/lib/db";
import { createTestStage, type TestStage } from "@/tests/stage";
import { renameCustomer } from "./rename-customer";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const namesOf = async () =>
  Object.fromEntries((await portal.db.select().from(customers)).map(({ id, name }) => [id, name]));

it("changes the viewer's own name and nobody else's", async () => {
  const [viewer, other] = [
    await portal.addCustomer({ name: "Emily" }),
    await portal.addCustomer({ name: "Oliver" }),
  ];
  expect(await renameCustomer(viewer, " 佐藤  花 🌸 ")).toEqual({ ok: true, name: "佐藤 花 🌸" });
  expect(await namesOf()).toMatchObject({ [viewer.id]: "佐藤 花 🌸", [other.id]: "Oliver" });
});

it.each([
  ["", "empty"],
  ["\u200b", "empty"],
  ["x".repeat(61), "long"],
  ["a\u202eb", "characters"],
])("refuses %j as %s and keeps the name", async (typed, problem) => {
  const viewer = await portal.addCustomer({ name: "Emily" });
  expect(await renameCustomer(viewer, typed)).toEqual({ ok: false, problem });
  expect(await namesOf()).toMatchObject({ [viewer.id]: "Emily" });
});
