import { firstParam } from "@/app/_http/request";
import type { FilterText } from "@/lib/audit/types";

/** Reads the audit filter from query parameters. */
export function readFilterText(parameters: Record<string, string | string[] | undefined>): FilterText {
  const read = (field: keyof FilterText) => firstParam(parameters[field])?.trim() ?? "";
  return {
    staff: read("staff"),
    event: read("event"),
    customer: read("customer"),
    from: read("from"),
    to: read("to"),
  };
}
