import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { pictures, pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { checkPicture, type PictureFault } from "./check-picture";

/** Problems of a picture that a model names. */
export type PictureProblem = PictureFault | "picture-unknown";

const field = "picture";

/**
 * Stores the picture of a `data:` URL; the same bytes are stored once. An address must name a stored picture.
 * @returns its hash
 */
export async function storePicture(
  picture: string | undefined,
  tx: Tx,
): Promise<Result<string | undefined, PictureProblem>> {
  if (picture === undefined) return succeed(undefined);
  const [bytes, hash] = [readData(picture), readHash(picture)];
  if (!bytes) {
    const [found] = await tx.select({ hash: pictures.hash }).from(pictures).where(eq(pictures.hash, hash));
    return found ? succeed(hash) : refuse("picture-unknown", { field });
  }
  const type = checkPicture(bytes);
  if (!type.ok) return { ok: false, problems: [{ ...type.problems[0], field }] };
  await tx.insert(pictures).values({ hash, type: type.value, bytes }).onConflictDoNothing();
  return succeed(hash);
}

/** Reads the bytes of a `data:` URL in base64; null for an address. */
export const readData = (picture: string): Buffer | null =>
  picture.startsWith("data:") ? Buffer.from(picture.slice(picture.indexOf(",") + 1), "base64") : null;

/** Returns the hash under which a picture is stored: SHA-256, base64url. */
export function readHash(picture: string): string {
  const bytes = readData(picture);
  return bytes ? createHash("sha256").update(bytes).digest("base64url") : picture.slice(-43);
}

/** Stores a picture before a model names it. @returns its hash */
export async function addPicture(
  _scope: PartnerScope<"catalogue:write">,
  bytes: Buffer,
  tx: Tx = pool(),
): Promise<Result<string, PictureFault>> {
  const type = checkPicture(bytes);
  if (!type.ok) return type;
  const hash = createHash("sha256").update(bytes).digest("base64url");
  await tx.insert(pictures).values({ hash, type: type.value, bytes }).onConflictDoNothing();
  return succeed(hash);
}
