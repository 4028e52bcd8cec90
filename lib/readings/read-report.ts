import { z } from "zod";
import { createLine } from "@/lib/names";
import type { Fault, Measurement, Report, Sample, SensorKind } from "./types";

/** The largest value of a reading; the database takes no larger one. */
export const largestValue = 1_000_000_000_000;

const kinds: Readonly<Record<string, SensorKind>> = {
  "Alexa.InventoryLevelSensor": "level",
  "Alexa.InventoryUsageSensor": "usage",
  "Alexa.InventoryLevelUsageSensor": "level-usage",
};

const measurements: Readonly<Record<string, Measurement>> = {
  Percentage: "percentage",
  Count: "count",
  Volume: "volume",
  Weight: "weight",
};

const Name = createLine(256);
const Time = z.iso.datetime({ offset: true });

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const pick = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, key) => (isFields(found) ? found[key] : undefined), value);
const listProperties = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

/**
 * Reads an Alexa message: `ChangeReport`, `StateReport` or `InventoryConsumed`. Takes over only what it names, so
 * nothing else of the message goes anywhere. Properties of other interfaces are passed over.
 * Source: docs/reports.md
 */
export function readReport(message: unknown): Report | Fault {
  if (!isFields(message)) return { code: "not-a-message" };
  const event = isFields(message.event) ? message.event : message;
  const name = pick(event, "header", "name");
  if (typeof name !== "string") return { code: "not-a-message" };
  const endpointId = Name.safeParse(pick(event, "endpoint", "endpointId"));
  if (!["ChangeReport", "StateReport", "InventoryConsumed"].includes(name)) return { code: "kind-unknown" };
  if (!endpointId.success) return { code: "endpoint-missing" };
  const messageId = pick(event, "header", "messageId");
  const read = [
    ...(name === "InventoryConsumed" ? [readUse(event)] : []),
    ...[
      ...listProperties(pick(event, "payload", "change", "properties")),
      ...listProperties(pick(message, "context", "properties")),
    ].flatMap((property) => (kinds[String(property.namespace)] === "level" ? [readLevel(property)] : [])),
  ];
  return {
    endpointId: endpointId.data,
    messageId: typeof messageId === "string" && messageId !== "" ? messageId : null,
    samples: read.filter((each): each is Sample => !("code" in each)),
    faults: read.length === 0 ? [{ code: "nothing-to-read" }] : read.filter((each) => "code" in each),
  };
}

const readLevel = ({ instance, value, timeOfSample }: Fields): Sample | Fault =>
  readSample("level", instance, value, timeOfSample);

function readUse(event: Fields): Sample | Fault {
  const kind = kinds[String(pick(event, "header", "namespace"))];
  if (!kind || kind === "level") return { code: "kind-unknown" };
  const { usage, timeOfSample } = isFields(event.payload) ? event.payload : {};
  return readSample(kind, pick(event, "header", "instance"), usage, timeOfSample);
}

function readSample(kind: SensorKind, name: unknown, amount: unknown, time: unknown): Sample | Fault {
  const named = Name.safeParse(name);
  if (!named.success) return { code: "instance-missing" };
  const instance = named.data;
  const measurement = measurements[String(pick(amount, "@type"))];
  if (!measurement) return { code: "measurement-unknown", instance };
  const value = pick(amount, "value");
  if (typeof value !== "number" || Number.isNaN(value)) return { code: "value-malformed", instance };
  const most = measurement === "percentage" ? 100 : largestValue;
  if (value < 0 || value > most) return { code: "value-range", instance };
  const unit = pick(amount, "unit");
  const at = Time.safeParse(time);
  if (!at.success) return { code: "time-malformed", instance };
  return {
    ...{ instance, kind, measurement, unit: null, value: value + 0, at: new Date(at.data) },
    // A percentage or a count has none, whatever the message says.
    ...((measurement === "volume" || measurement === "weight") && {
      unit: typeof unit === "string" && Name.safeParse(unit).success ? unit : null,
    }),
  };
}
