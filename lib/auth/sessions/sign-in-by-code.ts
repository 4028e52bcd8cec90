import { type CodeProblem, findCode, noteBrowser, tryCode } from "@/lib/codes";
import { signInByEmail } from "@/lib/customers";
import { pool, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { hashPerson, logSecurity } from "@/lib/observability";
import { type Result, succeed } from "@/lib/result";
import { readAgent } from "./read-agent";
import { computeSessionEnd, startSession } from "./sessions";

type Browser = {
  browserHash: Buffer | null;
  /** Token of the browser's previous session, which ends. */
  oldToken: string | null;
  /** The User-Agent header. */
  agent: string | null;
  /** Of the request, as AUDIT_ADDRESS says. */
  network: string | null;
};

function logFailed(reason: CodeProblem | "customer-unknown", email: string | undefined): void {
  logSecurity("sign-in.failed", { by: "email", reason, ...(email && { address: hashPerson(email) }) });
}

/**
 * Signs a customer in with a code from an e-mail.
 * @returns the session's token and the lifetime of its cookie in seconds; `customer-unknown` when the code
 * was right but no customer can sign in with that address
 */
export async function signInByCode(
  typed: string,
  browser: Browser,
  tx: Tx = pool(),
): Promise<Result<{ token: string; life: number }, CodeProblem | "customer-unknown">> {
  const { NEXTAUTH_SECRET, SELF_SIGN_UP } = env();
  const tried = await tryCode(browser.browserHash, "sign-in", typed, NEXTAUTH_SECRET, tx);
  if (!tried.ok) {
    logFailed(tried.problems[0].code, (await findCode(browser.browserHash, "sign-in", tx))?.email);
    return tried;
  }
  const { email, language } = tried.value;
  const signedIn = await signInByEmail(email, language, { selfSignUp: SELF_SIGN_UP }, tx);
  if (!signedIn.ok) {
    logFailed(signedIn.problems[0].code, email);
    return signedIn;
  }
  const person = { customerId: signedIn.value };
  const expiresAt = computeSessionEnd(person);
  if (browser.browserHash) await noteBrowser(signedIn.value, browser.browserHash, tx);
  const { oldToken, network } = browser;
  const details = { method: "email", idToken: null, oldToken, network, expiresAt } as const;
  const token = await startSession(person, { ...details, agent: readAgent(browser.agent) }, tx);
  return succeed({ token, life: Math.floor((expiresAt.getTime() - Date.now()) / 1000) });
}
