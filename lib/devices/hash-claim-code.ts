import { createHash } from "node:crypto";

/**
 * Hashes a claim code for the units table. Only this file has the formula; docs/operations.md explains it to
 * the partner.
 * @param serial as the partner spells it
 * @param code in upper case, without spaces and hyphens
 */
export const hashClaimCode = (modelId: string, serial: string, code: string): Buffer =>
  createHash("sha256").update(`${modelId} ${serial} ${code}`).digest();

/**
 * Writes the same formula in SQL, for SQL expressions. Adding a device must hash the serial number as spelled
 * in the database, in a single query.
 */
export const writeClaimHash = (modelId: string, serial: string, code: string): string =>
  `sha256(convert_to(${modelId} || ' ' || ${serial} || ' ' || ${code}, 'UTF8'))`;
