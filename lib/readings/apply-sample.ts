import { forecastRest, type LevelPoint } from "./forecast";
import { countDay, type History } from "./history";
import { largestValue } from "./read-report";
import { findShare, type Scale } from "./scale";
import type { FaultCode, Measurement, Sample } from "./types";

/** The newest reading of a slot, before it is stored. */
export type State = {
  at: Date;
  value: number;
  replacedAt: Date | null;
  measurement: Measurement | null;
  unit: string | null;
  emptyFrom: Date | null;
  emptyAt: Date | null;
  emptyUntil: Date | null;
};

/** A slot of the catalogue, as far as readings concern it. */
export type SlotScale = Scale & { unit: string | null };

/** Days of the history that a forecast looks at. */
const forecastDays = 100;

const day = 86_400_000;

/** What the first reading said, where the catalogue does not. */
export type Known = Pick<State, "measurement" | "unit">;

/** Finds what keeps a sample from being a reading of its slot. */
export function findMismatch(
  slot: SlotScale,
  known: Known | null,
  { kind, measurement, unit }: Sample,
): FaultCode | null {
  if (slot.sensor !== kind) return "sensor-differs";
  if ((slot.measurement ?? known?.measurement ?? measurement) !== measurement) return "measurement-differs";
  const expected = slot.unit ?? known?.unit ?? unit;
  return unit !== null && expected !== unit ? "unit-differs" : null;
}

/**
 * Adds a level to what is known. What is older changes nothing but a day of the history that has no point yet.
 * @returns the new state; a word if it stays
 */
export function applyLevel(
  slot: SlotScale,
  state: State | null,
  history: History,
  { at, value, measurement, unit }: Sample,
): State | "repeated" | "older" {
  const number = countDay(at);
  if (state && at <= state.at) {
    if (at.getTime() === state.at.getTime()) return "repeated";
    if (history.find(number) === null) history.set(number, value);
    return "older";
  }
  history.set(number, value);
  const scale = { ...slot, measurement: slot.measurement ?? measurement };
  const points: LevelPoint[] = [];
  for (const { day, value } of history.list(number - forecastDays)) {
    const share = findShare(scale, value);
    if (share !== null) points.push({ day, share });
  }
  const rest = forecastRest(points);
  const add = (days: number) => new Date(at.getTime() + Math.round(days * day));
  return {
    ...{ at, value, replacedAt: null, measurement, unit: unit ?? state?.unit ?? null },
    emptyFrom: rest && add(rest.earliest),
    emptyAt: rest && add(rest.likely),
    emptyUntil: rest && add(rest.latest),
  };
}

/**
 * Adds what was used to what is known, in any order. What was used before the part was replaced counts in the history
 * alone.
 * @returns the new state; `value-range` if the sum gets out of hand
 */
export function applyUse(
  state: State | null,
  history: History,
  { at, value, measurement, unit }: Sample,
): State | "value-range" {
  const number = countDay(at);
  const ofDay = (history.find(number) ?? 0) + value;
  const counts = !state?.replacedAt || at > state.replacedAt;
  const sum = (state?.value ?? 0) + (counts ? value : 0);
  if (sum > largestValue || ofDay > largestValue) return "value-range";
  history.set(number, ofDay);
  return {
    at: state && state.at > at ? state.at : at,
    value: sum,
    replacedAt: state?.replacedAt ?? null,
    measurement,
    unit: unit ?? state?.unit ?? null,
    ...{ emptyFrom: null, emptyAt: null, emptyUntil: null },
  };
}
