import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { pictures, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
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
  if (!picture.startsWith("data:")) {
    const hash = picture.slice(-43);
    const [found] = await tx.select({ hash: pictures.hash }).from(pictures).where(eq(pictures.hash, hash));
    return found ? succeed(hash) : refuse("picture-unknown", { field });
  }
  const bytes = readData(picture);
  const type = checkPicture(bytes);
  if (!type.ok) return { ok: false, problems: [{ ...type.problems[0], field }] };
  const hash = hashPicture(bytes);
  await tx.insert(pictures).values({ hash, type: type.value, bytes }).onConflictDoNothing();
  return succeed(hash);
}

/** Reads the bytes of a `data:` URL in base64. */
export const readData = (url: string): Buffer => Buffer.from(url.slice(url.indexOf(",") + 1), "base64");

/** SHA-256, base64url. */
export const hashPicture = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("base64url");
