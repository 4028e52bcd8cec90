import { z } from "zod";
import { integer, parsed, statement, type Tx } from "@/lib/db";
import type { Requirement } from "./hindrance";

/** Most seconds by which clocks may differ: codes, sessions and tokens end by them. */
export const mostSkew = 5;

const inspect = statement(
  "database_server",
  { now: parsed(z.number()), most: integer, used: integer },
  // Others' connections are counted, too, though not shown.
  `select extract(epoch from clock_timestamp())::float8 as now,
     current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
     (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`,
);

/** Judges the clock of another machine. @param seconds by which it is ahead of this one's */
export function judgeClock(whose: string, seconds: number): Requirement {
  const size = Math.round(Math.abs(seconds));
  return {
    met: `${whose} clock agrees with this machine's.`,
    hindrance:
      Math.abs(seconds) <= mostSkew
        ? null
        : {
            what: `${whose} clock is ${size} s ${seconds > 0 ? "ahead of" : "behind"} this machine's.`,
            fix: "Set both by NTP.",
          },
  };
}

/** Lists what must be true of the server: its clock, and that connections are left. */
export async function listServerRequirements(tx: Tx): Promise<Requirement[]> {
  const started = Date.now();
  const [state] = await inspect(tx);
  if (!state) throw new Error("The database gives no answer about its server.");
  const between = (started + Date.now()) / 2;
  const { now, most, used } = state;
  return [
    judgeClock("The database's", now - between / 1000),
    {
      met: `${used} of ${most} connections are in use.`,
      hindrance:
        used < most * 0.9
          ? null
          : {
              what: `${used} of ${most} connections are in use.`,
              fix: "Raise max_connections, or put a pooler in front, as docs/poolers.md says.",
            },
    },
  ];
}
