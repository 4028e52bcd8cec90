import { afterAll, beforeAll, expect, it } from "vitest";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { findModel, listModels } from ".";

let portal: TestStage;
let scope: PartnerScope<"catalogue:read">;
beforeAll(async () => {
  portal = await createTestStage();
  const viewer = {
    kind: "client",
    id: crypto.randomUUID(),
    scopes: ["catalogue:read"],
    network: null,
  } as const;
  scope = partnerScope(viewer, "catalogue:read") as typeof scope;
});
afterAll(() => portal.stop());

const { coffee, printer } = modelIds;

it.each([
  [null, 2, [coffee, printer], null],
  [null, 1, [coffee], coffee],
  [coffee, 1, [printer], null],
  ["D", 9, [printer], null],
  [printer, 9, [], null],
])("lists models after %j, at most %i", async (after, limit, ids, next) => {
  const page = await listModels(scope, { after, limit });
  expect(page.models.map(({ modelId }) => modelId)).toEqual(ids);
  expect(page.next).toBe(next);
});

it("gives each model its own slots", async () => {
  const { models } = await listModels(scope, { after: null, limit: 9 });
  expect(models.map(({ slots }) => slots.map(({ instance }) => instance))).toEqual([
    ["Pods"],
    ["Black", "Cyan"],
  ]);
  expect(models[1]).toEqual(await findModel(scope, printer));
});

it("finds no model with another id", async () => expect(await findModel(scope, "rx-100")).toBeNull());
