import { timingSafeEqual } from "node:crypto";
import { statement } from "@/lib/db";
import { codeOf } from "./code-of";
import { maxTries } from "./find-code";
import type { CodeAnswer, CodePurpose } from "./types";

type Row = {
  id: string;
  email: string;
  customerId: string | null;
  language: string;
};

const latest = statement<{ id: string; over: boolean; tries: number }>(
  "latest_code",
  `select id, closed_at is not null or expires_at <= now() as over, tries
   from email_codes where browser_hash = $1 and purpose = $2 order by created_at desc limit 1`,
);

// One statement that counts the try and spends the code: of fifty guesses at once five count, of two right ones one.
// A browser forgets what it asked for once a code was right: somebody else may use it next.
const spend = statement<Row>(
  "try_code",
  `with spent as (
     update email_codes set tries = tries + case when $2 then 0 else 1 end,
       closed_at = case when $2 then now() end, browser_hash = case when $2 then '' else browser_hash end
     where id = $1 and closed_at is null and expires_at > now() and tries < $3
     returning id, email, customer_id as "customerId", language
   ), forgotten as (
     update email_codes set browser_hash = ''
     where $2 and browser_hash = $4 and purpose = $5 and id <> $1 and exists (select from spent)
   )
   select * from spent`,
);

/** Longest text that is looked at: Unicode takes quadratic time to normalise some. */
const longest = 200;

/** Digits as people type and paste them: in groups, or full-width from a Japanese keyboard. */
const readDigits = (typed: string) =>
  typed.length > longest ? "" : typed.normalize("NFKC").replace(/[\s\p{Cf}-]/gu, "");

/** Tries a code that was typed into the browser that asked for it. A right one is used up. */
export async function tryCode(
  browserHash: Buffer | null,
  purpose: CodePurpose,
  typed: string,
  secret: string,
): Promise<CodeAnswer> {
  const [code] = browserHash ? await latest(browserHash, purpose) : [];
  if (!code || code.over) return { kind: "over" };
  if (code.tries >= maxTries) return { kind: "locked" };
  const digits = readDigits(typed);
  if (!/^\d{8}$/.test(digits)) return { kind: "malformed" };
  const isRight = timingSafeEqual(Buffer.from(digits), Buffer.from(codeOf(code.id, secret)));
  const [row] = await spend(code.id, isRight, maxTries, browserHash, purpose);
  if (!row) return { kind: "locked" };
  if (!isRight) return { kind: "wrong" };
  const { email, customerId, language } = row;
  return { kind: "right", email, customerId, language };
}
