import { firstParam } from "@/app/_http/search-params";
import { type FilterText, filterFields } from "@/lib/audit/types";

/** The audit's filter from an address's parameters. */
export const readFilterText = (parameters: Record<string, string | string[] | undefined>): FilterText =>
  Object.fromEntries(
    filterFields.map((field) => [field, firstParam(parameters[field])?.trim() ?? ""]),
  ) as FilterText;
