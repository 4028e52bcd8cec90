import { hkdfSync } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import { env } from "@/lib/env";
import type { SignedIn } from "@/lib/viewer";

/** Tells sealed text from text that somebody wrote into an address by hand. */
const prefix = "sealed.";
const algorithms = { alg: "dir", enc: "A256GCM" } as const;

/** A key of this session alone, so that a sealed text says nothing to anybody else. */
const deriveKey = ({ sessionId }: SignedIn) =>
  new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", `text in an address ${sessionId}`, 32));

/**
 * Encrypts text that somebody typed, such as a customer's name, for an address: addresses end up in logs and in the
 * browser's history.
 * @returns a word that this session can read for an hour, without NUL (which PostgreSQL rejects) and outer blanks; empty for nothing
 */
export async function sealText(viewer: SignedIn, text: string): Promise<string> {
  const clean = text.replaceAll("\0", "").trim();
  if (!clean) return "";
  const sealed = new EncryptJWT({ text: clean }).setProtectedHeader(algorithms).setExpirationTime("1h");
  return prefix + (await sealed.encrypt(deriveKey(viewer)));
}

/**
 * Reads what `sealText` wrote, or text as it is.
 * @returns empty if the word is another session's, older than an hour or damaged
 */
export async function openText(viewer: SignedIn, word: string): Promise<string> {
  if (!word.startsWith(prefix)) return word;
  try {
    const { payload } = await jwtDecrypt(word.slice(prefix.length), deriveKey(viewer), {
      keyManagementAlgorithms: [algorithms.alg],
      contentEncryptionAlgorithms: [algorithms.enc],
    });
    return typeof payload.text === "string" ? payload.text : "";
  } catch {
    return "";
  }
}
