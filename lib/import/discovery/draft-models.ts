import { ModelId } from "@/lib/models/schemas";
import { chooseNames } from "./choose-names";
import { guessDrawing, guessSupply } from "./guess-kinds";
import type { SensorFacts } from "./read-endpoint";
import type { SensorSet } from "./sensor-sets";
import type { DraftModel, DraftSlot, Remark } from "./types";

type Drawing = DraftModel["drawing"] | null;
type Drafted<Value> = { value: Value; remarks: Remark[] };

/** Drafts a model for each set of sensors. */
export function draftModels(sets: SensorSet[]): { models: DraftModel[]; remarks: Remark[] } {
  const drafted = sets.map((set, index) => draftModel(set, index, sets));
  return {
    models: drafted.map(({ value }) => value),
    remarks: drafted.flatMap(({ remarks }) => remarks),
  };
}

const isModelId = (text: string) => ModelId.safeParse(text).success;

function draftModel(set: SensorSet, index: number, sets: SensorSet[]): Drafted<DraftModel> {
  const path = ["models", index];
  const remarks: Remark[] = [];
  const modelIds = [...set.models].filter(isModelId);
  const [only, ...more] = modelIds;
  const isShared = sets.some((other) => other !== set && only && other.models.has(only));
  if (!only) remarks.push({ code: "model-id-missing", path: [...path, "modelId"] });
  else if (more.length > 0) remarks.push({ code: "model-ids-differ", path: [...path, "modelId"], modelIds });
  else if (isShared) remarks.push({ code: "model-id-shared", path: [...path, "modelId"], modelId: only });
  // What is no model id is the model's name, which may have spaces.
  const modelNames = [...set.models].filter((text) => !isModelId(text) && text.length <= 100);
  const name = modelNames.length === 1 ? (modelNames[0] as string) : "";
  if (!name) remarks.push({ code: "model-name-missing", path: [...path, "name"] });
  const drawing = guessDrawing([...set.categories]);
  if (!drawing) remarks.push({ code: "drawing-unknown", path: [...path, "drawing"] });
  remarks.push({ code: "countries-missing", path: [...path, "countries", 0] });
  const slots = set.sensors.map((sensor, at) => draftSlot(sensor, drawing, [...path, "slots", at]));
  return {
    value: {
      modelId: only && more.length === 0 && !isShared ? only : "",
      name,
      drawing: drawing ?? "device",
      countries: [""],
      slots: slots.map(({ value }) => value),
    },
    remarks: [...remarks, ...slots.flatMap((slot) => slot.remarks)],
  };
}

function draftSlot(facts: SensorFacts, drawing: Drawing, path: (string | number)[]): Drafted<DraftSlot> {
  const { instance, sensor, measurement, unit } = facts;
  const { name, names, leftOut } = chooseNames(facts.names);
  const supply = guessSupply([instance, ...facts.names.map(({ text }) => text)], drawing);
  const remarks: Remark[] = [];
  if (!instance) remarks.push({ code: "instance-missing", path: [...path, "instance"] });
  if (!name) remarks.push({ code: "slot-name-missing", path: [...path, "name"] });
  if (leftOut.length > 0) remarks.push({ code: "names-left-out", path: [...path, "names"], names: leftOut });
  if (!supply) remarks.push({ code: "supply-unknown", path: [...path, "supply"] });
  if (!measurement) remarks.push({ code: "measurement-missing", path: [...path, "measurement"] });
  if ((measurement === "volume" || measurement === "weight") && !unit)
    remarks.push({ code: "unit-missing", path: [...path, "unit"] });
  const value: DraftSlot = {
    instance,
    name,
    names,
    supply: supply ?? "supply",
    sensor,
    measurement,
    unit,
  };
  return { value, remarks };
}
