export { recordEvent } from "./record-event";
export { type AuditEvent, type AuditEventName, auditEvents } from "./types";
