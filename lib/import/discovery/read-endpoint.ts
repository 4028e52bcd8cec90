import type { Sensor } from "@/lib/dash";
import { Slot } from "@/lib/models/schemas";
import { readAt, readLine, toList } from "./read-json";
import type { DraftSlot, LocalName } from "./types";

/** What a capability says about a consumable. */
export type SensorFacts = Pick<DraftSlot, "instance" | "sensor" | "measurement" | "unit"> & {
  names: LocalName[];
};

/** What an endpoint says about its model. */
export type EndpointFacts = {
  sensors: SensorFacts[];
  /** Instances that stood twice; the first one counts. */
  repeated: string[];
  model: string | undefined;
  categories: unknown[];
  /** Number of texts left out, because they contain what identifies one device. */
  ofOneDevice: number;
};

const measurements = Slot.shape.measurement.unwrap().options;

const interfaces = new Map<unknown, Sensor>([
  ["Alexa.InventoryLevelSensor", "level"],
  ["Alexa.InventoryUsageSensor", "usage"],
  ["Alexa.InventoryLevelUsageSensor", "level-usage"],
]);

/** Shorter identifiers would be found in any text. */
const shortestIdentifier = 4;

/**
 * Reads what an endpoint says about its model. Its id, serial number, cookie and the customer's name for it stay
 * behind.
 * @param secrets further texts that must not come through
 * @returns null if it has no list of capabilities
 */
export function readEndpoint(endpoint: unknown, secrets: unknown[]): EndpointFacts | null {
  const capabilities = readAt(endpoint, "capabilities");
  if (!Array.isArray(capabilities)) return null;
  const serial = readAt(endpoint, "additionalAttributes", "serialNumber");
  const identifiers = [readAt(endpoint, "endpointId"), serial, ...secrets]
    .map((value) => (typeof value === "string" || typeof value === "number" ? String(value).trim() : ""))
    .filter(({ length }) => length >= shortestIdentifier);
  let ofOneDevice = 0;
  const read = (value: unknown, max: number) => {
    const line = readLine(value, max);
    if (line === undefined || !identifiers.some((identifier) => line.includes(identifier))) return line;
    ofOneDevice++;
  };
  const sensors: SensorFacts[] = [];
  const repeated: string[] = [];
  for (const capability of capabilities) {
    const sensor = interfaces.get(readAt(capability, "interface"));
    if (!sensor) continue;
    const instance = read(readAt(capability, "instance"), 256) ?? "";
    if (instance && sensors.some((other) => other.instance === instance)) repeated.push(instance);
    else
      sensors.push({
        instance,
        sensor,
        ...readMeasurement(capability, read),
        names: readNames(capability, read),
      });
  }
  const model = read(readAt(endpoint, "additionalAttributes", "model"), 128);
  const categories = toList(readAt(endpoint, "displayCategories"));
  return { sensors, repeated, model, categories, ofOneDevice };
}

type ReadLine = typeof readLine;

/** A unit that Amazon does not name is kept as it is. */
function readMeasurement(capability: unknown, read: ReadLine): Pick<DraftSlot, "measurement" | "unit"> {
  const found =
    readAt(capability, "configuration", "measurement") ??
    readAt(capability, "properties", "configuration", "measurement");
  const type = String(readAt(found, "@type")).toLowerCase();
  const measurement = measurements.find((each) => each === type);
  if (measurement !== "volume" && measurement !== "weight") return { measurement };
  return { measurement, unit: read(readAt(found, "unit"), 40) };
}

/** Reads names in all the forms that skills send. Assets have no text. */
function readNames(capability: unknown, read: ReadLine): LocalName[] {
  const found = [
    readAt(capability, "capabilityResources", "friendlyNames"),
    readAt(capability, "friendlyNames"),
  ];
  return found
    .flatMap(toList)
    .flatMap((each) => toList(readAt(each, "value")))
    .flatMap((value) => {
      const text = read(readAt(value, "text"), 100);
      return text === undefined ? [] : [{ text, locale: read(readAt(value, "locale"), 35) }];
    });
}
