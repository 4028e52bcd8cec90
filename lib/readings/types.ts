import type { Slot } from "@/lib/models";
import type { Phrase } from "./forecast";

export type { Phrase } from "./forecast";
export type { Point } from "./history";
export type { LevelHistory } from "./list-levels";

/** What a sensor measures. */
export type Measurement = NonNullable<Slot["measurement"]>;

/** Kinds of inventory sensor. */
export type SensorKind = Slot["sensor"];

/** One reading of a message, as the device sent it. */
export type Sample = {
  /** What the sensor is called in the partner's Alexa skill. */
  instance: string;
  kind: SensorKind;
  measurement: Measurement;
  unit: string | null;
  /** What remains, or what was used. */
  value: number;
  at: Date;
};

/** Why a message, or one reading of it, is not stored. */
export const faultCodes = [
  "not-json",
  "not-a-message",
  "kind-unknown",
  "endpoint-missing",
  "endpoint-unknown",
  "endpoint-ambiguous",
  "nothing-to-read",
  "instance-missing",
  "slot-unknown",
  "sensor-differs",
  "measurement-unknown",
  "measurement-differs",
  "unit-differs",
  "value-malformed",
  "value-range",
  "time-malformed",
  "time-ahead",
  "time-before-owner",
  "time-too-old",
  "levels-off",
] as const;
/** One of these. */
export type FaultCode = (typeof faultCodes)[number];

/** What is wrong with a message, or with the reading of one sensor in it. */
export type Fault = { code: FaultCode; instance?: string };

/** What a message says. */
export type Report = {
  endpointId: string;
  /** Null without one. */
  messageId: string | null;
  samples: Sample[];
  faults: Fault[];
};

/**
 * What became of a message: `stored` if any of its readings was; `older` if all of them are older than what is known;
 * `repeated` if all were known; `refused` if it had none that could be taken.
 */
export const outcomes = ["stored", "repeated", "older", "refused"] as const;
/** One of these. */
export type Outcome = (typeof outcomes)[number];

/** The answer to a message. */
export type Receipt = { outcome: Outcome; faults: Fault[] };

/** A supply as pages show it. */
export type SupplyView = {
  name: string;
  /** The kind of consumable. */
  kind: string;
  sensor: SensorKind;
  partNumber: string | null;
  shopUrl: string | null;
  /** When its newest reading was taken; null without one. */
  at: Date | null;
  /** The newest reading as it is stored. */
  value: number | null;
  /** How full it is, from 0 to 1; null without a scale, and for what only counts use. */
  share: number | null;
  /** What is left, or what was used in the last seven days, of a usage sensor. */
  amount: { value: number; measurement: Measurement; unit: string | null } | null;
  isLow: boolean;
  /** Whether the last level is older than is normal for the model. */
  isSilent: boolean;
  /** How long it is expected to last, where that can be said. */
  rest: Phrase | null;
};

/** How many registered devices of a model reported, and when. */
export type ReportCount = {
  modelId: string;
  /** In the reader's language. */
  name: string;
  /** All of them. */
  devices: number;
  /** In the last 24 hours; these count as `week`, too. */
  day: number;
  /** In the last seven days. */
  week: number;
  /** Before that. */
  longer: number;
  never: number;
  /** Longer ago than is normal for the model. */
  silent: number;
};

/** A device that has reported, longer ago than is normal for its model. */
export type SilentDevice = {
  modelId: string;
  serial: string;
  /** The partner's number of the customer. */
  externalId: string | null;
  /** The last report, to within five minutes. */
  at: Date;
};
