import { type FilterText, filterFields } from "@/lib/audit/types";

/** An address of the audit with a filter: the page's, or the file's. */
export function auditAddress(
  path: "/admin/audit" | "/admin/audit/export",
  given: Partial<FilterText>,
  place: { older?: string; newer?: string } = {},
): string {
  const fields = filterFields.flatMap((name) => (given[name] ? [[name, given[name]]] : []));
  const query = new URLSearchParams([...fields, ...Object.entries(place)]);
  return query.size > 0 ? `${path}?${query}` : path;
}
