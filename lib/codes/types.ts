/** What a code is for. */
export type CodePurpose = "sign-in" | "change-email";

/** What somebody asks for: a code to an address, for the browser that asks. */
export type CodeRequest = {
  purpose: CodePurpose;
  /** Checked by readAddress. */
  email: string;
  /** Whose address changes; null for a sign-in. */
  customerId: string | null;
  /** SHA-256 of the browser's cookie. */
  browserHash: Buffer;
  /** Language of the page that asked. */
  language: string;
};

/** The last code that a browser asked for; `over` once it was used, took too long or gave way to a newer one. */
export type CodeState = {
  id: string;
  email: string;
  /** Whose address changes; null for a sign-in. */
  customerId: string | null;
  state: "open" | "locked" | "over";
  triesLeft: number;
  /** Whether a wrong code was typed in. */
  tried: boolean;
};

/** What came of typing a code in; `malformed` costs no try. */
export type CodeAnswer =
  | { kind: "right"; email: string; customerId: string | null; language: string }
  | { kind: "wrong" | "malformed" | "locked" | "over" };
