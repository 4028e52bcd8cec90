import { pool, type Tx } from "@/lib/db";
import { type Budget, consumeEach } from "@/lib/limits";
import type { Result } from "@/lib/result";
import { isKnownBrowser } from "./known-browsers";
import type { CodeRequest } from "./types";

/** Where a request comes from. */
type Networks = { network: string /** Null for IPv4. */; site: string | null };

/** Names the mailbox of an address in lower case: without the tag that many providers let its owner add. */
const nameMailbox = (email: string) => email.replace(/^([^@+]+)\+[^@]*/, "$1");

/**
 * Counts a request for a code. A browser in which the customer signed in before has a budget of its own, which no
 * stranger can use up. Only that browser can tell that it is known, by the codes it gets beyond a limit of its network.
 * @returns `limited` with the seconds to wait
 */
export async function countRequest(
  { email, browserHash }: Pick<CodeRequest, "email" | "browserHash">,
  { network, site }: Networks,
  tx: Tx = pool(),
): Promise<Result<undefined, "limited">> {
  const address = email.toLowerCase();
  if (await isKnownBrowser(address, browserHash, tx))
    return consumeEach([["code-known", `${address} ${browserHash.toString("hex")}`]]);
  const budgets: Budget[] = [
    // By site, so that a mailbox's ceiling takes many of them.
    ["code-pair", `${nameMailbox(address)} ${site ?? network}`],
    ["code-network", network],
    ...(site ? [["code-site", site] as const] : []),
    ["code-mailbox", nameMailbox(address)],
    ["code-portal", ""],
  ];
  return consumeEach(budgets);
}
