import { type Phrase, phraseForecast } from "./forecast";
import { findFull, findShare } from "./scale";
import type { Supply } from "./schemas";
import type { SupplyView } from "./types";

const day = 86_400_000;

type Settings = {
  now: Date;
  /** Milliseconds without a reading after which a level is silent. */
  silence: number;
  /** Whether the model's customers read forecasts. */
  forecast: boolean;
};

/** How long a silence is normal, if the model does not say: for customers, and for staff. */
export const defaultSilence = { customer: "P14D", staff: "P2D" } as const;

/** Reads an ISO 8601 duration of days and hours. @returns milliseconds */
export function readDuration(text: string): number {
  const [, days = "0", hours = "0"] = text.match(/^P(?:(\d+)D)?(?:T(\d+)H)?$/) ?? [];
  return Number(days) * day + Number(hours) * (day / 24);
}

/** Views a device's supplies as people see them: what is low comes first, then by how full they are. */
export function viewSupplies(supplies: readonly Supply[], settings: Settings): SupplyView[] {
  return supplies
    .map((supply) => viewSupply(supply, settings))
    .map((view, place) => ({ view, rank: [view.isLow ? 0 : 1, view.share ?? 2, place] }))
    .sort((one, other) => compare(one.rank, other.rank))
    .map(({ view }) => view);
}

/** Views one supply. */
export function viewSupply(supply: Supply, { now, silence, forecast }: Settings): SupplyView {
  const { name, supply: kind, sensor, partNumber, shopUrl, at, value } = supply;
  const { unit, week } = supply;
  const empty = { share: null, amount: null, isLow: false, isSilent: false, rest: null };
  const named = { name, kind, sensor, partNumber, shopUrl, at, value };
  if (at === null || value === null) return { ...named, ...empty };
  const measurement = supply.measurement ?? "count";
  if (sensor === "usage") return { ...named, ...empty, amount: { value: week ?? 0, measurement, unit } };

  const share = findShare(supply, value);
  const full = findFull(supply);
  const left = sensor === "level" ? value : full === null ? null : Math.max(0, full - value);
  const age = now.getTime() - at.getTime();
  return {
    ...named,
    share,
    amount: left === null ? null : { value: left, measurement, unit },
    isLow: supply.lowAt !== null && left !== null && left <= supply.lowAt,
    isSilent: sensor === "level" && age > silence,
    rest: forecast && sensor === "level" ? findRest(supply, at, age) : null,
  };
}

function findRest({ emptyFrom, emptyAt, emptyUntil }: Supply, at: Date, age: number): Phrase | null {
  if (!emptyFrom || !emptyAt || !emptyUntil) return null;
  const count = (moment: Date) => (moment.getTime() - at.getTime()) / day;
  return phraseForecast(
    { earliest: count(emptyFrom), likely: count(emptyAt), latest: count(emptyUntil) },
    Math.max(0, age / day),
  );
}

function compare(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place < 0 ? 0 : (one[place] as number) - (other[place] as number);
}
