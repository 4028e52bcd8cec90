import { eq } from "drizzle-orm";
import { pictures, pool, type Tx } from "@/lib/db";
import type { Picture } from "./types";

/** Finds a picture. Pictures of models are public. @param hash as in its address */
export async function findPicture(hash: string, tx: Tx = pool()): Promise<Picture | null> {
  const { type, bytes } = pictures;
  const [found] = await tx.select({ type, bytes }).from(pictures).where(eq(pictures.hash, hash));
  return found ?? null;
}
