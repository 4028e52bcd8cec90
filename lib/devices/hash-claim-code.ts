import { createHash } from "node:crypto";

/**
 * Hashes a claim code as units keep it. This file is the one place of the formula; docs/operations.md gives it to the
 * partner.
 * @param serial of the unit, as the partner spells it
 * @param code in capitals, without spaces and hyphens
 */
export const hashClaimCode = (modelId: string, serial: string, code: string): Buffer =>
  createHash("sha256").update(`${modelId} ${serial} ${code}`).digest();

/**
 * Writes the same formula in SQL, over SQL expressions: adding a device hashes the serial number in the row's spelling,
 * which only the database knows, and takes one query to do so.
 */
export const writeClaimHash = (modelId: string, serial: string, code: string): string =>
  `sha256(convert_to(${modelId} || ' ' || ${serial} || ' ' || ${code}, 'UTF8'))`;
