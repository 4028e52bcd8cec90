import type { EndpointFacts, SensorFacts } from "./read-endpoint";

/** Endpoints that have the same sensors. */
export type SensorSet = {
  /** In the order of the first endpoint, with the names of all. */
  sensors: SensorFacts[];
  /** What the endpoints say their model is. */
  models: Set<string>;
  categories: Set<unknown>;
};

const identify = ({ instance, sensor, measurement, unit }: SensorFacts) =>
  JSON.stringify([instance, sensor, measurement, unit]);

/** Sorts sensors so that equal sets stand in equal order. */
function sort(sensors: SensorFacts[]): SensorFacts[] {
  const keyed = sensors.map((sensor) => ({ sensor, key: identify(sensor) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
  return keyed.map(({ sensor }) => sensor);
}

/** Adds an endpoint to the set that has its sensors. */
export function addEndpoint(
  sets: Map<string, SensorSet>,
  { sensors, model, categories }: EndpointFacts,
): void {
  const sorted = sort(sensors);
  const key = sorted.map(identify).join();
  const set = sets.get(key);
  if (set) {
    for (const [index, sensor] of sort(set.sensors).entries()) addNames(sensor, sorted[index] as SensorFacts);
    for (const category of categories) set.categories.add(category);
    if (model) set.models.add(model);
  } else sets.set(key, { sensors, models: new Set(model ? [model] : []), categories: new Set(categories) });
}

function addNames(sensor: SensorFacts, { names }: SensorFacts): void {
  for (const { text, locale } of names)
    if (!sensor.names.some((known) => known.text === text && known.locale === locale))
      sensor.names.push({ text, locale });
}
