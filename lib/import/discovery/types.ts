import type { Sensor } from "@/lib/dash";
import type { Model, Slot } from "@/lib/models/schemas";

/** A name from a skill, with Amazon's locale; without one, its language is unknown. */
export type LocalName = { text: string; locale?: string };

/** A slot of a draft. `instance` and `name` are empty where the messages do not say. */
export type DraftSlot = {
  instance: string;
  name: string;
  names: Record<string, string>;
  supply: Slot["supply"];
  sensor: Sensor;
  measurement?: Slot["measurement"];
  unit?: string;
};

/** A model of a draft. `modelId` and `name` are empty where the messages do not say; `countries` is `[""]`. */
export type DraftModel = {
  modelId: string;
  name: string;
  drawing: Model["drawing"];
  countries: string[];
  slots: DraftSlot[];
};

/** What somebody has to look at. `path` is a place in the draft. */
export type Remark =
  | { code: "model-id-missing" | "model-name-missing" | "countries-missing"; path: Path }
  | { code: "model-ids-differ"; path: Path; modelIds: string[] }
  | { code: "model-id-shared"; path: Path; modelId: string }
  | { code: "drawing-unknown" | "supply-unknown"; path: Path }
  | { code: "instance-missing" | "slot-name-missing" | "measurement-missing" | "unit-missing"; path: Path }
  | { code: "names-left-out"; path: Path; names: LocalName[] }
  | { code: "instance-repeated"; message: number; endpoint: number; instance: string }
  | { code: "texts-of-one-device" | "endpoints-without-sensor" | "other-messages"; count: number };
type Path = (string | number)[];

/** Why there is no draft. Messages and endpoints count from 1. */
export type Fault =
  | { code: "not-json"; line?: number }
  | { code: "no-message" | "no-sensor" }
  | { code: "other-message"; name: string }
  | { code: "no-endpoints"; message: number }
  | { code: "no-capabilities"; message: number; endpoint: number };
