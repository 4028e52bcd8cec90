// What the rows of pages and of forms for staff have in common.
import type { Stage } from "./stage";

const addAuditTables = (...tables: string[]) => ["audit_events", "audit_notes", ...tables].sort();
export const changeAsStaff = (...tables: string[]) => ({
  changes: { support: addAuditTables(...tables), admin: addAuditTables(...tables) },
});
export const changeAsAdmin = (...tables: string[]) => ({ changes: { admin: addAuditTables(...tables) } });

export const buildCustomerPath = (rest: string) => (stage: Stage) =>
  `/support/customers/${stage.customer.id}${rest}`;
export const card = "/support/customers/[customerId]/cards/[card]";

export const buildActPath = (rest: string) => (stage: Stage) =>
  `/admin/customers/${stage.customer.id}${rest}`;
export const device = "/admin/customers/[customerId]/devices/[deviceId]";
export const buildDevicePath = (rest: string) => (stage: Stage) =>
  buildActPath(`/devices/${stage.customer.device}${rest}`)(stage);

export const buildModelPath = (rest: string) => (stage: Stage) =>
  `/admin/models/${encodeURIComponent(stage.spare)}${rest}`;

export const buildImportPath = (which: "checked" | "failed", rest: string) => (stage: Stage) =>
  `/admin/import/${stage.imports[which]}${rest}`;

/** An address in which nobody can read what was typed. */
export const sealed = (path: string, name: string) => new RegExp(`^${path}\\?${name}=sealed\\.[\\w.-]+$`);
