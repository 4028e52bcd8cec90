import { type CodeAnswer, tryCode } from "@/lib/codes";
import { signInByEmail } from "@/lib/customers";
import { env } from "@/lib/env";
import { readAgent } from "./read-agent";
import { computeSessionEnd, startSession } from "./sessions";

type Browser = {
  browserHash: Buffer | null;
  /** Token of the session that this browser has already; it ends. */
  oldToken: string | null;
  /** The User-Agent header. */
  agent: string | null;
};

type SignedIn =
  | { kind: "signed-in"; token: string; life: number }
  /** The code was right, and no customer of ours has the address. */
  | { kind: "unknown" }
  | { kind: Exclude<CodeAnswer["kind"], "right"> };

/** Signs a customer in by a code from their mail. `life` of the cookie in seconds. */
export async function signInByCode(typed: string, browser: Browser): Promise<SignedIn> {
  const { NEXTAUTH_SECRET, SELF_SIGN_UP } = env();
  const answer = await tryCode(browser.browserHash, "sign-in", typed, NEXTAUTH_SECRET);
  if (answer.kind !== "right") return { kind: answer.kind };
  const customerId = await signInByEmail(answer.email, answer.language, { selfSignUp: SELF_SIGN_UP });
  if (!customerId) return { kind: "unknown" };
  const expiresAt = computeSessionEnd({ customerId });
  const token = await startSession(
    { customerId },
    { idToken: null, oldToken: browser.oldToken, expiresAt, agent: readAgent(browser.agent) },
  );
  const life = Math.floor((expiresAt.getTime() - Date.now()) / 1000);
  return { kind: "signed-in", token, life };
}
