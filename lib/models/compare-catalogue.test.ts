import { expect, it } from "vitest";
import { makePng, toDataUrl } from "@/tests/pictures";
import { compareCatalogue, toWanted } from ".";
import { Catalogue, Model } from "./schemas";
import type { ModelDifference } from "./types";

const parse = (given: object) => toWanted(Model.parse({ modelId: "A", ...given }));
const compare = (before: object, after: object) => compareCatalogue([parse(before)], [parse(after)]);

const slot = (instance: string, more: object = {}) => ({
  instance,
  name: instance,
  sensor: "level",
  ...more,
});

const plain = { name: "One", slots: [slot("Black"), slot("Cyan", { measurement: "weight" })] };

/** Each field of a model, and one of a slot, with another value. */
const other = {
  vendorCode: "V",
  name: "Two",
  names: { de: "Zwei" },
  drawing: "printer",
  picture: toDataUrl(makePng(2)),
  countries: ["AT"],
  silentAfter: "P2D",
  noLevel: "Nothing yet",
  noLevels: { de: "Noch nichts" },
  forecast: false,
};
const otherSlot = {
  name: "Blue",
  names: { ja: "青" },
  supply: "ink-cartridge",
  sensor: "usage",
  measurement: "volume",
  unit: "LITER",
  lowAt: 1,
  capacity: 2,
  partNumber: "P-1",
  shopUrls: { DE: "https://shop.example/" },
};

const listPaths = (found: ModelDifference[]) =>
  found.flatMap((each) => (each.kind === "changed" ? each.changes : [])).map(({ path }) => path.join("/"));

it("finds nothing between equal catalogues, in whatever order countries and texts stand", () => {
  const [one, two] = [
    { ...plain, countries: ["DE", "US"], names: { de: "x", ja: "y" } },
    { ...plain, countries: ["US", "DE"], names: { ja: "y", de: "x" } },
  ];
  expect(compare(one, two)).toEqual([]);
});

it("names every field of a model that differs", () => {
  const found = compare(plain, { ...plain, ...other });
  expect(listPaths(found).sort()).toEqual([
    "countries",
    "drawing",
    "forecast",
    "name",
    "names/de",
    "noLevel",
    "noLevels/de",
    "pictureHash",
    "silentAfter",
    "vendorCode",
  ]);
  const { modelId: _, slots, ...fields } = Model.shape;
  expect(Object.keys(other).sort(), "the test has every field").toEqual(Object.keys(fields).sort());
  expect(found).toMatchObject([
    { kind: "changed", changes: expect.arrayContaining([{ path: ["name"], before: "One", after: "Two" }]) },
  ]);
});

it("names every field of a slot that differs", () => {
  const found = compare(plain, { ...plain, slots: [slot("Black"), slot("Cyan", otherSlot)] });
  expect(
    listPaths(found)
      .map((path) => path.replace("slots/Cyan/", ""))
      .sort(),
  ).toEqual([
    "capacity",
    "lowAt",
    "measurement",
    "name",
    "names/ja",
    "partNumber",
    "sensor",
    "shopUrls/DE",
    "supply",
    "unit",
  ]);
  const { instance, was, ...fields } = Catalogue.shape.models.element.shape.slots.unwrap().element.shape;
  expect(Object.keys(otherSlot).sort(), "the test has every field").toEqual(Object.keys(fields).sort());
});

it("tells slots that are new, gone, renamed and moved", () => {
  const before = { name: "A", slots: [slot("Black"), slot("Cyan"), slot("Magenta")] };
  const after = { name: "A", slots: [slot("Grey"), slot("Magenta"), slot("Noir", { was: "Black" })] };
  const [found] = compare(before, after);
  expect(found).toMatchObject({
    changes: [
      { path: ["slots", "Grey"], before: undefined, after: { name: "Grey" } },
      { path: ["slots", "Noir", "instance"], before: "Black", after: "Noir" },
      { path: ["slots", "Noir", "name"], before: "Black", after: "Noir" },
      { path: ["slots", "Cyan"], before: { name: "Cyan" }, after: undefined },
      { path: ["slots"], before: ["Black", "Magenta"], after: ["Magenta", "Black"] },
    ],
  });
});

it("tells models that are new and gone, by model id", () => {
  const [a, b, c] = ["A", "B", "C"].map((modelId) => parse({ modelId, name: modelId })) as [
    never,
    never,
    never,
  ];
  expect(compareCatalogue([a, b], [c, b]).map(({ kind, modelId }) => [kind, modelId])).toEqual([
    ["removed", "A"],
    ["added", "C"],
  ]);
});
