import { createHmac } from "node:crypto";

/**
 * The eight digits that belong to a row of email_codes. They follow from its random id and the portal's secret, so
 * that a database in the wrong hands holds no code, and a mail that is sent twice says the same twice.
 */
export function deriveCode(id: string, secret: string): string {
  const digest = createHmac("sha256", secret).update(`code by e-mail ${id}`).digest();
  // 48 bits over 10^8 numbers: none is likelier than another by more than one in two million.
  return String(digest.readUIntBE(0, 6) % 100_000_000).padStart(8, "0");
}
