// Closed lists. The database has the same ones.

/** Drawings of devices, the symbols in public/devices.svg. */
export const drawings = [
  "printer",
  "coffee-machine",
  "robot-vacuum",
  "water-filter",
  "washing-machine",
  "pet-feeder",
  "air-purifier",
  "device",
] as const;

/** Kinds of consumable; `supply` is any other. messages/ has their names. */
export const supplies = [
  "ink-cartridge",
  "coffee-pod",
  "dust-filter",
  "brush",
  "water-filter",
  "detergent",
  "pet-food",
  "air-filter",
  "supply",
] as const;

/** What a sensor measures. Source: contract. */
export const measurements = ["percentage", "count", "volume", "weight"] as const;
