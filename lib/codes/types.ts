import type { Id } from "@/lib/scope";

/** The purpose of a code. */
export type CodePurpose = "sign-in" | "change-email";

/** A browser's request for a code. */
export type CodeRequest = {
  purpose: CodePurpose;
  /** Parsed by the schema Email of lib/customers. */
  email: string;
  /** The customer who changes their address; null for a sign-in. */
  customerId: Id | null;
  /** SHA-256 of the browser's cookie. */
  browserHash: Buffer;
  /** Language of the requesting page. */
  language: string;
};

/** The last code that a browser requested; `over` once it is used, expired or replaced by a newer one. */
export type CodeState = {
  id: string;
  email: string;
  /** The customer who changes their address; null for a sign-in. */
  customerId: string | null;
  state: "open" | "locked" | "over";
  triesLeft: number;
  /** Whether a wrong code was typed. */
  tried: boolean;
};

/** The facts that a correct code proves. */
export type ProvenCode = { email: string; customerId: string | null; language: string };

/** Why a typed code was refused; `code-malformed` does not count as a try. */
export type CodeProblem = "code-wrong" | "code-malformed" | "code-locked" | "code-over";
