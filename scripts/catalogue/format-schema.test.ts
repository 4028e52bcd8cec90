import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "@/launcher/paths";
import { formatSchema } from "./format-schema";

const file = "public/schemas/catalogue-1.json";

it(`${file} is up to date`, () => {
  const current = readFileSync(path.join(root, file), "utf8");
  expect(current === formatSchema(), `${file} is out of date. Run: npm run catalogue:schema`).toBe(true);
});

it("is for editors and validators: draft 2020-12, optional defaults, examples, plain patterns", () => {
  const { $schema, $defs } = JSON.parse(formatSchema());
  expect($schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect($defs.Model.required).toEqual(["modelId", "name"]);
  expect($defs.Slot.required).toEqual(["instance", "name", "sensor"]);
  expect($defs.Slot.properties.lowAt.examples).toEqual([15]);
  expect(formatSchema()).not.toMatch(/"example":|\\p\{/);
});
