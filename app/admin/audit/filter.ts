import { firstParam, mostSealed } from "@/app/_http/request";
import type { FilterText } from "@/lib/audit/types";
import { openText } from "@/lib/auth";
import type { Staff } from "@/lib/viewer";

/**
 * Reads the audit filter from query parameters.
 * @returns what was typed, and the same for addresses
 */
export async function readFilterText(
  staff: Staff,
  parameters: Record<string, string | string[] | undefined>,
): Promise<{ given: FilterText; words: FilterText }> {
  const read = (field: keyof FilterText) => firstParam(parameters[field], mostSealed)?.trim() ?? "";
  const words = {
    staff: read("staff"),
    event: read("event"),
    customer: read("customer"),
    from: read("from"),
    to: read("to"),
  };
  return { given: { ...words, customer: (await openText(staff, words.customer)).trim() }, words };
}
