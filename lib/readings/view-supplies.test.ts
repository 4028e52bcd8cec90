import { expect, it } from "vitest";
import type { Supply } from "./schemas";
import { readDuration, viewSupplies, viewSupply } from "./view-supplies";

const now = new Date("2026-03-10T12:00:00Z");
const hour = 3_600_000;
const ago = (hours: number) => new Date(now.getTime() - hours * hour);
const settings = { now, silence: readDuration("P14D"), forecast: true };

const make = (more: Partial<Supply>): Supply => ({
  ...{ name: "Cyan", supply: "ink-cartridge", sensor: "level", partNumber: null, shopUrl: null },
  ...{
    measurement: "percentage",
    unit: null,
    lowAt: null,
    capacity: null,
    at: ago(1),
    value: 50,
    week: null,
  },
  ...{ replacedAt: null, emptyFrom: null, emptyAt: null, emptyUntil: null },
  ...more,
});
const view = (more: Partial<Supply>) => viewSupply(make(more), settings);

it.each([
  ["a percentage", {}, 0.5],
  ["of a capacity", { measurement: "volume", unit: "LITER", value: 1, capacity: 4 }, 0.25],
  ["more than the capacity", { measurement: "weight", value: 5, capacity: 4 }, 1],
  ["without a scale", { measurement: "volume", value: 1 }, null],
  ["wear", { sensor: "level-usage", value: 30 }, 0.7],
  ["more wear than there is", { sensor: "level-usage", value: 130 }, 0],
  ["use", { sensor: "usage", week: 3 }, null],
  ["no reading", { at: null, value: null }, null],
] satisfies [string, Partial<Supply>, number | null][])("how full: %s", (_what, more, share) => {
  expect(view(more).share).toBe(share);
});

it.each([
  ["at the threshold", { lowAt: 50 }, true],
  ["above it", { lowAt: 49.9 }, false],
  ["without one", {}, false],
  ["wear at it", { sensor: "level-usage", value: 85, lowAt: 15 }, true],
  ["wear above it", { sensor: "level-usage", value: 84, lowAt: 15 }, false],
  ["use, which only counts", { sensor: "usage", value: 0, week: 0, lowAt: 15 }, false],
  ["no reading", { at: null, value: null, lowAt: 15 }, false],
] satisfies [string, Partial<Supply>, boolean][])("low: %s", (_what, more, isLow) => {
  expect(view(more).isLow).toBe(isLow);
});

it.each([
  ["a level of 14 days ago", { at: ago(14 * 24) }, false],
  ["an older one", { at: ago(14 * 24 + 1) }, true],
  ["old wear, which only counts when it is used", { sensor: "level-usage", at: ago(9999) }, false],
  ["old use", { sensor: "usage", at: ago(9999), week: 0 }, false],
] satisfies [string, Partial<Supply>, boolean][])("silent: %s", (_what, more, isSilent) => {
  expect(view(more).isSilent).toBe(isSilent);
});

it("shows what is left of wear, and what was used in a week of use", () => {
  expect(view({ sensor: "level-usage", value: 30 }).amount).toMatchObject({ value: 70 });
  expect(view({ sensor: "level-usage", value: 130 }).amount).toMatchObject({ value: 0 });
  expect(view({ sensor: "usage", measurement: "count", value: 500, week: 21 }).amount).toMatchObject({
    value: 21,
  });
});

it("says how long a level lasts only where the model allows it, and not for wear", () => {
  const day = 24 * hour;
  const after = (days: number) => new Date(now.getTime() + days * day);
  const lasts = { emptyFrom: after(40), emptyAt: after(45), emptyUntil: after(50), at: ago(1) };
  expect(view(lasts).rest).toEqual({ kind: "more-than-a-month" });
  expect(viewSupply(make(lasts), { ...settings, forecast: false }).rest).toBeNull();
  expect(view({ ...lasts, sensor: "level-usage" }).rest).toBeNull();
  expect(view({}).rest).toBeNull();
});

it("puts what is low first, then by how full, then what has no scale, in the catalogue's order", () => {
  const supplies = [
    make({ name: "no scale", measurement: "volume" }),
    make({ name: "full", value: 90 }),
    make({ name: "low", value: 60, lowAt: 70 }),
    make({ name: "half", value: 50 }),
    make({ name: "half too", value: 50 }),
  ];
  expect(viewSupplies(supplies, settings).map(({ name }) => name)).toEqual([
    ...["low", "half", "half too", "full", "no scale"],
  ]);
});

it.each([
  ["P14D", 14 * 24],
  ["PT36H", 36],
  ["P1DT12H", 36],
])("reads the duration %s", (text, hours) => {
  expect(readDuration(text)).toBe(hours * hour);
});
