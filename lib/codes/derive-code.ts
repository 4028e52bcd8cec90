import { createHmac } from "node:crypto";

/**
 * Derives the eight digits of a row of email_codes from its random id and the portal's secret. A leaked
 * database thus contains no codes, and a mail that is sent twice has the same code.
 */
export function deriveCode(id: string, secret: string): string {
  const digest = createHmac("sha256", secret).update(`code by e-mail ${id}`).digest();
  // 48 bits over 10^8 codes: the bias between any two is less than one in two million.
  return String(digest.readUIntBE(0, 6) % 100_000_000).padStart(8, "0");
}
