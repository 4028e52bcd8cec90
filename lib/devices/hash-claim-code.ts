import { createHash, randomBytes } from "node:crypto";

/**
 * Hashes a claim code for the units table, with a salt of its own: whoever learns one hash learns nothing about
 * others.
 * @param code in upper case, without spaces and hyphens
 */
export function hashClaimCode(code: string): { claimSalt: Buffer; claimHash: Buffer } {
  const claimSalt = randomBytes(16);
  return { claimSalt, claimHash: createHash("sha256").update(claimSalt).update(code).digest() };
}

type Hashed = { modelId: string; serial: string; claimSalt: Buffer | null; claimHash: Buffer };

/** Whether a unit has this claim code, by either formula. */
export const hasClaimCode = ({ modelId, serial, claimSalt, claimHash }: Hashed, code: string): boolean =>
  createHash("sha256")
    .update(claimSalt ?? `${modelId} ${serial} `)
    .update(code)
    .digest()
    .equals(claimHash);

/**
 * Writes the same formula in SQL, for SQL expressions: adding a device compares the hash in a single query.
 * Without a salt it is the first version's, which hashed model id and serial number along.
 */
export const writeClaimHash = (salt: string, modelId: string, serial: string, code: string): string =>
  `sha256(case when ${salt} is null then convert_to(${modelId} || ' ' || ${serial} || ' ' || ${code}, 'UTF8')
     else ${salt} || convert_to(${code}, 'UTF8') end)`;
