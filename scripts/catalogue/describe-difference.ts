// Part of npm run catalogue: says in words how two catalogues differ.
import type { Change, ModelDifference, Slot, StoredModel } from "@/lib/models/types";
import { escapeUnprintable } from "@/scripts/link/words";

const language = new Intl.DisplayNames("en", { type: "language" });
const region = new Intl.DisplayNames("en", { type: "region" });

/** Describes a model that differs: a line that names it, and a line for each change. */
export function describeDifference(difference: ModelDifference): string[] {
  if (difference.kind === "added")
    return [`New: ${nameModel(difference.after)}, ${countSlots(difference.after.slots)}`];
  if (difference.kind === "removed") return [`Removed: ${nameModel(difference.before)}`];
  return [
    `Changed: ${nameModel(difference.before)}`,
    ...difference.changes.map((change) => escapeUnprintable(`  ${describeChange(change)}`)),
  ];
}

/** Names a model for people. */
export const nameModel = ({ name, modelId }: StoredModel): string =>
  escapeUnprintable(`${name} (${modelId})`);

const countSlots = ({ length }: Slot[]) => (length === 1 ? "1 slot" : `${length} slots`);

/** Names of fields; those that take a language or a country end in a preposition. */
const labels: Record<string, string> = {
  vendorCode: "vendor code",
  names: "name in",
  pictureHash: "picture",
  silentAfter: "silent after",
  forecast: "forecast",
  noLevel: "text without a reading",
  noLevels: "text without a reading in",
  lowAt: "low at",
  partNumber: "part number",
  shopUrls: "shop in",
};

function describeChange({ path, before, after }: Change): string {
  const [field = "", ...rest] = path;
  if (field !== "slots") return `${nameField(path)}: ${describeValues(field, before, after)}`;
  if (rest.length === 0) return `order of the slots: ${showList(before)} → ${showList(after)}`;
  const [instance, ...inSlot] = rest;
  if (inSlot.length === 0) return describeSlot(before as Slot | undefined, after as Slot | undefined);
  return `slot ${instance}, ${nameField(inSlot)}: ${describeValues(inSlot[0] as string, before, after)}`;
}

const describeSlot = (before: Slot | undefined, after: Slot | undefined): string =>
  after
    ? `slot added: ${after.instance} (${after.name})`
    : `slot removed: ${before?.instance} (${before?.name})`;

function nameField([field = "", key]: string[]): string {
  const label = labels[field] ?? field;
  if (key === undefined) return label;
  return `${label} ${(field === "shopUrls" ? region : language).of(key)}`;
}

function describeValues(field: string, before: unknown, after: unknown): string {
  if (field === "countries") return describeCountries(before as string[], after as string[]);
  if (field === "pictureHash")
    return `${before ? "one" : "none"} → ${after ? (before ? "another" : "one") : "none"}`;
  return `${before ?? "none"} → ${after ?? "none"}`;
}

function describeCountries(before: string[], after: string[]): string {
  const nameAll = (codes: string[]) => codes.map((code) => `${region.of(code)} (${code})`).join(", ");
  const [added, removed] = [
    after.filter((code) => !before.includes(code)),
    before.filter((code) => !after.includes(code)),
  ];
  return [
    ...(added.length > 0 ? [`${nameAll(added)} added`] : []),
    ...(removed.length > 0 ? [`${nameAll(removed)} removed`] : []),
  ].join("; ");
}

const showList = (list: unknown) => (list as string[]).join(", ");
