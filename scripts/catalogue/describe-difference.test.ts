import { expect, it } from "vitest";
import { compareCatalogue, toWanted } from "@/lib/models";
import { Model } from "@/lib/models/schemas";
import { describeDifference } from "./describe-difference";

const parse = (given: object) => [toWanted(Model.parse({ modelId: "A", name: "One", ...given }))];
const describe = (before: object, after: object) =>
  compareCatalogue(parse(before), parse(after)).flatMap(describeDifference).slice(1);

const slot = (instance: string, more: object = {}) => ({
  instance,
  name: instance,
  sensor: "level",
  ...more,
});
const withSlots = (...slots: object[]) => ({ slots });
const address = (letter: string) => `https://p.example/pictures/${letter.repeat(43)}`;

it.each<[object, object, string[]]>([
  [{ vendorCode: "V" }, {}, ["  vendor code: V → none"]],
  [{}, { names: { "pt-BR": "Um" } }, ["  name in Brazilian Portuguese: none → Um"]],
  [{}, { picture: address("a") }, ["  picture: none → one"]],
  [{ picture: address("a") }, { picture: address("b") }, ["  picture: one → another"]],
  [{ picture: address("a") }, {}, ["  picture: one → none"]],
  [{ countries: ["DE"] }, { countries: ["AT"] }, ["  countries: Austria (AT) added; Germany (DE) removed"]],
  [{ noLevels: { de: "x" } }, {}, ["  text without a reading in German: x → none"]],
  [{}, withSlots(slot("Black", { name: "Black ink" })), ["  slot added: Black (Black ink)"]],
  [withSlots(slot("Black")), {}, ["  slot removed: Black (Black)"]],
  [withSlots(slot("A"), slot("B")), withSlots(slot("B"), slot("A")), ["  order of the slots: A, B → B, A"]],
  [
    withSlots(slot("A", { lowAt: 15 })),
    withSlots(slot("A", { lowAt: 0, shopUrls: { DE: "https://s.example/" } })),
    ["  slot A, low at: 15 → 0", "  slot A, shop in Germany: none → https://s.example/"],
  ],
  [withSlots(slot("A")), withSlots(slot("B", { was: "A", name: "A" })), ["  slot B, instance: A → B"]],
])("describes %j → %j", (before, after, lines) => expect(describe(before, after)).toEqual(lines));
