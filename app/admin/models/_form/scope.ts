import { notFound } from "next/navigation";
import { ModelId } from "@/lib/models";
import { partnerScope } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";

/** Returns an administrator's scope of the catalogue. */
export const requireScope = (viewer: Staff) => partnerScope(viewer, "catalogue:write") ?? notFound();

/**
 * Reads a model id from a path. Next hands it out percent-encoded to pages and decoded to handlers; no model id
 * holds a percent escape itself.
 * @returns an empty text, which is no model's id, for anything else
 */
export function readModelId(given: string): string {
  const text = /%[0-9a-f]{2}/i.test(given) ? decode(given) : given;
  return ModelId.safeParse(text).data ?? "";
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
