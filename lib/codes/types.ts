import type { Id } from "@/lib/scope";

/** What a code is for. */
export type CodePurpose = "sign-in" | "change-email";

/** What a browser asks for: a code to an address. */
export type CodeRequest = {
  purpose: CodePurpose;
  /** As the schema Email of lib/customers reads it. */
  email: string;
  /** Whose address changes; null for a sign-in. */
  customerId: Id | null;
  /** SHA-256 of the browser's cookie. */
  browserHash: Buffer;
  /** Language of the page that asked. */
  language: string;
};

/** The last code that a browser asked for; `over` once it was used, expired or was replaced by a newer one. */
export type CodeState = {
  id: string;
  email: string;
  /** Whose address changes; null for a sign-in. */
  customerId: string | null;
  state: "open" | "locked" | "over";
  triesLeft: number;
  /** Whether a wrong code was typed. */
  tried: boolean;
};

/** What a right code proves. */
export type ProvenCode = { email: string; customerId: string | null; language: string };

/** Why a typed code does not count; `code-malformed` costs no try. */
export type CodeProblem = "code-wrong" | "code-malformed" | "code-locked" | "code-over";
