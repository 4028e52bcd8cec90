import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { MatchOutcome } from "./types";

/** Somebody who may sign in: the value of the claim that names them, and their address; null for unknown ones. */
export type SignInId = { externalId: string | null; email: string | null };

type Settings = {
  /** Whether people sign in at an identity provider, and whose numbers its claims carry. */
  provider: "main" | "identity" | null;
  /** Whether an address that the provider verified may find a customer. */
  matchEmail: boolean;
  /** Whether people sign in with a code. */
  byCode: boolean;
};

type Found = { isNumber: boolean; isStaff: boolean; holders: number; isTaken: boolean };

/** Finds out what sign-ins would do, in the order given; see `signInCustomer` and `signInByEmail`. */
export async function matchSignIns(
  _scope: PartnerScope<"customers:read" | "customers:write">,
  people: readonly SignInId[],
  settings: Settings,
  tx: Tx,
): Promise<MatchOutcome[]> {
  const asked = people.map(({ externalId, email }, place) => ({
    ...{ place, number: externalId, email: email?.toLowerCase() ?? null },
  }));
  const { rows } = await tx.execute<Found>(sql`
    select
      exists (select from external_ids where source = 'identity' and external_id = number)
        or ${settings.provider === "main"} and exists (select from customers where external_id = number) as "isNumber",
      exists (select from staff where lower(staff.email) = asked.email) as "isStaff",
      (select count(*)::int from (select from customers c where lower(c.email) = asked.email limit 2) as first) as holders,
      exists (select from customers c join identities i on i.customer_id = c.id
        where lower(c.email) = asked.email) as "isTaken"
    from json_to_recordset(${JSON.stringify(asked)}) as asked (place int, number text, email text)
    order by place`);
  return rows.map((found) => decide(found, settings));
}

function decide(
  { isNumber, isStaff, holders, isTaken }: Found,
  { provider, matchEmail, byCode }: Settings,
): MatchOutcome {
  if (provider && isNumber) return "number";
  if (isStaff) return "staff";
  if (holders === 0) return "unknown";
  if (holders > 1) return "shared";
  if (provider && matchEmail && !isTaken) return "address";
  if (byCode) return "code";
  return matchEmail ? "taken" : "off";
}
