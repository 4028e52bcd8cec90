import { createHash } from "node:crypto";
import type { StoredContent } from "./types";

/** Writes content in one order of keys, whatever a database made of it. */
const write = (content: unknown): string =>
  JSON.stringify(content, (_, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

/** Names a state of a model's content. Two states have one name only if they are the same. */
export const nameState = (content: StoredContent): string =>
  createHash("sha256").update(write(content)).digest("base64url").slice(0, 22);
