import { expect, it } from "vitest";
import { supplies } from "@/lib/models/kinds";
import { guessSupply } from "./guess-kinds";

const guesses: [string, string[], Parameters<typeof guessSupply>[1]][] = [
  ["ink-cartridge", ["InkSensor.Cyan"], "printer"],
  ["ink-cartridge", ["1", "INK level"], null],
  ["coffee-pod", ["coffeePods"], null],
  ["dust-filter", ["Dust filter"], null],
  ["dust-filter", ["filter"], "robot-vacuum"],
  ["brush", ["mainBrush"], "robot-vacuum"],
  ["water-filter", ["Water filter"], "coffee-machine"],
  ["detergent", ["Detergent.Tank"], "washing-machine"],
  ["pet-food", ["Dry food", "Dog food"], null],
  ["air-filter", ["filter"], "air-purifier"],
  ["air-filter", ["AirFilter-1"], null],
];

it.each(guesses)("takes it for %s: %j", (supply, texts, drawing) =>
  expect(guessSupply(texts, drawing)).toBe(supply),
);

it("is tested for every kind", () => {
  const tested = guesses.map(([supply]) => supply);
  expect(supplies.filter((supply) => supply !== "supply" && !tested.includes(supply))).toEqual([]);
});

it.each<[string, string[], "printer" | "coffee-machine" | null]>([
  ["a filter of an unknown device", ["filter"], null],
  ["a filter of a coffee machine", ["filter"], "coffee-machine"],
  ["a printer's toner", ["Toner"], "printer"],
  ["two kinds", ["Water filter", "Air filter"], null],
  ["a word inside another", ["Drinking", "toothbrushes"], "printer"],
  ["nothing", [], null],
])("does not guess at %s", (_, texts, drawing) => expect(guessSupply(texts, drawing)).toBeNull());
