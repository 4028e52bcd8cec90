export type { Shape } from "./oidc/find-claim";
export type { ClaimReading } from "./oidc/read-claims";
export type { SignInReport } from "./oidc/report-sign-in";

/** A session's device and browser, in everyday words. */
export type Agent = { device: "phone" | "tablet" | "computer" | null; browser: string | null };

/** One of a customer's sign-ins. */
export type OwnSignIn = Agent & { id: string; method: "email" | "oidc"; at: Date };

/** One of a customer's sessions. */
export type OwnSession = Agent & {
  id: string;
  seenAt: Date;
  /** Whether it is the requesting browser's session. */
  current: boolean;
};
