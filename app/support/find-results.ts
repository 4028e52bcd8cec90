import { firstParam, mostSealed } from "@/app/_http/request";
import { openText, sealText } from "@/lib/auth";
import { succeed } from "@/lib/result";
import { searchCustomers } from "@/lib/search";
import type { Staff } from "@/lib/viewer";

type Parameters = Record<"q" | "after", string | string[] | undefined>;

/**
 * Runs the search that an address names.
 * @returns what was typed, the word for it in addresses, whether this is a later page, and what was found; null without
 * a search. The place of the next page is sealed like the word, because it has a customer's name
 */
export async function findResults(staff: Staff, { q, after: place }: Partial<Parameters>) {
  const word = firstParam(q, mostSealed)?.trim() ?? "";
  const search = (await openText(staff, word)).trim();
  if (!search) return { word, search, isLater: false, found: null };
  const after = (await openText(staff, firstParam(place, mostSealed) ?? "")) || null;
  const found = await searchCustomers(staff, { search, after });
  const isLater = after !== null;
  if (!found.ok) return { word, search, isLater, found };
  const next = (await sealText(staff, found.value.next ?? "")) || null;
  return { word, search, isLater, found: succeed({ ...found.value, next }) };
}
