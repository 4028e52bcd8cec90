import { one } from "@/app/_http/search-params";
import { type FilterText, filterFields } from "@/lib/audit/types";

/** The audit's filter from an address's parameters. */
export const filterTextOf = (parameters: Record<string, string | string[] | undefined>): FilterText =>
  Object.fromEntries(
    filterFields.map((field) => [field, one(parameters[field])?.trim() ?? ""]),
  ) as FilterText;
