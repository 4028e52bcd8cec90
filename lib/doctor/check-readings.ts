import { findLastReadings } from "@/lib/auth";
import type { Tx } from "@/lib/db";
import { fine, note, warn } from "./findings";
import type { Finding } from "./types";

/** Reports how the claims of the last administrator's sign-in were read; their names, not what they said. */
export async function checkReadings(tx: Tx): Promise<Finding[]> {
  const readings = await findLastReadings(tx);
  if (!readings) return [note("No administrator is signed in, so no claims are known.")];
  const list = (given: typeof readings) =>
    given.map(({ field, claim }) => `${field} from ${claim}`).join(", ");
  const odd = readings.filter(({ fault }) => fault);
  if (odd.length > 0)
    return [
      warn({
        what: `The last administrator's sign-in had claims that say nothing usable: ${list(odd)}.`,
        fix: "Sign in and open /admin/sign-in-check, which shows what arrived.",
      }),
    ];
  return [fine(`The last administrator's sign-in brought ${list(readings.filter(({ shape }) => shape))}.`)];
}
