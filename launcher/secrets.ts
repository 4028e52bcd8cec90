import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Reads a secret from a file; on the first call, generates it. */
export function keepSecret(file: string): string {
  if (existsSync(file)) return readSecret(file);
  const secret = randomBytes(32).toString("base64url");
  writeSecret(file, secret);
  return secret;
}

export const readSecret = (file: string): string => readFileSync(file, "utf8").trim();

/** Writes a secret to a file that only its owner may read. */
export function writeSecret(file: string, secret: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
}
