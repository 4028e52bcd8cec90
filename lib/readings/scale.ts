import type { Measurement, SensorKind } from "./types";

/** What of a slot decides how full it is. */
export type Scale = {
  sensor: SensorKind;
  measurement: Measurement | null;
  /** The value of a full supply, in the slot's measurement. */
  capacity: number | null;
};

/** Finds the value of a full supply; null if there is no scale. */
export const findFull = ({ measurement, capacity }: Omit<Scale, "sensor">): number | null =>
  capacity ?? (measurement === "percentage" ? 100 : null);

/**
 * Works out how full a supply is, from 0 to 1. Null without a scale, and for what only counts use.
 * @param value what remains, of a level sensor; what was used, of the others
 */
export function findShare(scale: Scale, value: number): number | null {
  const full = findFull(scale);
  if (full === null || scale.sensor === "usage") return null;
  const share = scale.sensor === "level" ? value / full : 1 - value / full;
  return Math.min(1, Math.max(0, share));
}
