import { timingSafeEqual } from "node:crypto";
import { emailCodes, pool, statement, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { deriveCode } from "./derive-code";
import { findCode, maxTries } from "./find-code";
import type { CodeProblem, CodePurpose, ProvenCode } from "./types";

// One statement counts the try and uses up the code, so concurrent guesses cannot exceed the limit and a
// right code works once. It also detaches the browser's codes after a right one, since another person may use
// the browser next.
const spend = statement(
  "try_code",
  { email: emailCodes.email, customerId: emailCodes.customerId, language: emailCodes.language },
  `with spent as (
     update email_codes set tries = tries + case when $2 then 0 else 1 end,
       closed_at = case when $2 then now() end, browser_hash = case when $2 then '' else browser_hash end
     where id = $1 and closed_at is null and expires_at > now() and tries < $3
     returning email, customer_id as "customerId", language
   ), forgotten as (
     update email_codes set browser_hash = ''
     where $2 and browser_hash = $4 and purpose = $5 and id <> $1 and exists (select from spent)
   )
   select * from spent`,
);

/** Longest text that is read, because some texts take quadratic time to normalise. */
const maxLength = 200;

/** Reads digits as people type and paste them: in groups, or full-width from a Japanese keyboard. */
const readDigits = (typed: string) =>
  typed.length > maxLength ? "" : typed.normalize("NFKC").replace(/[\s\p{Cf}-]/gu, "");

/**
 * Tries a typed code in the browser that requested it, and uses it up if it is right.
 * @param secret that codes derive from
 */
export async function tryCode(
  browserHash: Buffer | null,
  purpose: CodePurpose,
  typed: string,
  secret: string,
  tx: Tx = pool(),
): Promise<Result<ProvenCode, CodeProblem>> {
  const code = await findCode(browserHash, purpose, tx);
  if (code?.state !== "open") return refuse(code?.state === "locked" ? "code-locked" : "code-over");
  const digits = readDigits(typed);
  if (!/^\d{8}$/.test(digits)) return refuse("code-malformed");
  const isRight = timingSafeEqual(Buffer.from(digits), Buffer.from(deriveCode(code.id, secret)));
  const [row] = await spend(tx, code.id, isRight, maxTries, browserHash, purpose);
  if (!row) return refuse("code-locked");
  return isRight ? succeed(row) : refuse("code-wrong");
}
