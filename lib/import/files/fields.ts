import type { Target } from "./types";

/** What a column can fill. First and last name are joined; `otherIds.` and a source is a field, too. */
export const fields = {
  customer: ["externalId", "name", "firstName", "lastName", "email", "country", "language"],
  device: ["modelId", "serial", "owner", "name", "registeredAt", "endpointId", "transfer", "restore"],
} as const satisfies Record<Target, readonly string[]>;

/** Fields that a file must have. */
export const needed: Record<Target, readonly string[]> = {
  customer: ["externalId"],
  device: ["modelId", "serial", "owner"],
};

const otherId = /^otherIds\.([a-z][a-z0-9-]{0,31})$/;

/** Reads the source of a field such as `otherIds.crm`; null for other fields. */
export const readSource = (field: string): string | null => otherId.exec(field)?.[1] ?? null;

/** Whether a column can fill this field. */
export const isField = (target: Target, field: string): boolean =>
  (fields[target] as readonly string[]).includes(field) ||
  (target === "customer" && readSource(field) !== null);

/** Lists the fields as `map` takes them. */
export const listFields = (target: Target): string[] => [
  ...fields[target],
  ...(target === "customer" ? ["otherIds.crm"] : []),
  "-",
];
