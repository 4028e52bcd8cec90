import { randomInt } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import {
  deviceModels,
  lockFor,
  nullable,
  parsed,
  pool,
  statement,
  string,
  type Tx,
  transaction,
  units,
} from "@/lib/db";
import { type Problem, type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { hasClaimCode, hashClaimCode } from "./hash-claim-code";
import type { UnitContent } from "./partner-schemas";
import { ClaimCode } from "./schemas";

type Writing = PartnerScope<"devices:write">;

// Without look-alikes: people read the code off a label.
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Draws a claim code of 58 random bits, in three groups. */
const drawCode = () =>
  Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join(""),
  ).join("-");

type Refusal = "model-unknown" | "serial-conflict" | "unrecorded";

/**
 * Stores a unit's claim code, as a hash; idempotent.
 * @returns `serial-conflict` if a unit of the model has a serial number that differs in case, spaces or hyphens
 * only
 */
export const putUnit = (
  scope: Writing,
  modelId: string,
  serial: string,
  { code: given }: UnitContent,
  tx: Tx = pool(),
): Promise<Result<undefined, Refusal>> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<undefined, "model-unknown" | "serial-conflict">> => {
      const found = await findUnits(modelId, [serial], within);
      if (!found) return refuse("model-unknown");
      const known = found[0]?.serial ?? null;
      if (known !== null && known !== serial) return refuse("serial-conflict", { subject: known });
      const code = ClaimCode.parse(given);
      const isThis = and(eq(units.modelId, modelId), eq(units.serial, serial));
      const [unit] = await within.select().from(units).where(isThis);
      if (unit && hasClaimCode(unit, code)) return succeed(undefined);
      const hash = hashClaimCode(code);
      if (unit) await within.update(units).set(hash).where(isThis);
      else await within.insert(units).values({ modelId, serial, ...hash });
      await recordEvent(scope.actor, { event: "units.changed", modelId, units: 1 }, within);
      return succeed(undefined);
    }, tx),
  );

/**
 * Removes a unit's claim code: nobody can add the unit any more; idempotent.
 * @returns `serial-conflict` if the unit has another spelling of the serial number
 */
export const deleteUnit = (
  scope: Writing,
  modelId: string,
  serial: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "serial-conflict" | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<undefined, "serial-conflict">> => {
      const known = (await findUnits(modelId, [serial], within))?.[0]?.serial ?? null;
      if (known === null) return succeed(undefined);
      if (known !== serial) return refuse("serial-conflict", { subject: known });
      await within.delete(units).where(and(eq(units.modelId, modelId), eq(units.serial, serial)));
      await recordEvent(scope.actor, { event: "units.changed", modelId, units: 1 }, within);
      return succeed(undefined);
    }, tx),
  );

/**
 * Makes claim codes for a list of serial numbers. Only their hashes are stored, so this is the only time that
 * anyone sees them.
 * @param replace whether units that have a code get a new one; otherwise one such unit refuses all
 * @returns `code-exists` or `serial-conflict` with the place in the list
 */
export const generateCodes = (
  scope: Writing,
  modelId: string,
  serials: readonly string[],
  replace: boolean,
  tx: Tx = pool(),
): Promise<Result<{ serial: string; code: string }[], Refusal | "code-exists">> =>
  orUnrecorded(() =>
    transaction(
      async (
        within,
      ): Promise<
        Result<{ serial: string; code: string }[], Exclude<Refusal, "unrecorded"> | "code-exists">
      > => {
        const found = await findUnits(modelId, serials, within);
        if (!found) return refuse("model-unknown");
        const [first, ...others] = found.flatMap((unit, index) =>
          findFault(unit, found.slice(0, index), replace),
        );
        if (first) return { ok: false, problems: [first, ...others] };
        const made = serials.map((serial) => ({ serial, code: drawCode() }));
        const rows = made.map(({ serial, code }) => ({
          modelId,
          serial,
          ...hashClaimCode(ClaimCode.parse(code)),
        }));
        await within
          .insert(units)
          .values(rows)
          .onConflictDoUpdate({
            target: [units.modelId, units.serial],
            set: { claimHash: sql`excluded.claim_hash`, claimSalt: sql`excluded.claim_salt` },
          });
        await recordEvent(scope.actor, { event: "units.changed", modelId, units: made.length }, within);
        return succeed(made);
      },
      tx,
    ),
  );

/** A serial number as given, and the spelling of the unit that has it, if there is one. */
type Asked = { given: string; place: number; key: string; serial: string | null };

/** Finds what keeps a unit from getting a code: its own spelling or code, or an earlier one in the list. */
function findFault(
  { given, key, serial, place }: Asked,
  earlier: readonly Asked[],
  replace: boolean,
): Problem<"serial-conflict" | "code-exists">[] {
  const field = `serials.${place - 1}`;
  const other = serial !== null && serial !== given ? serial : earlier.find((one) => one.key === key)?.given;
  if (other !== undefined) return [{ code: "serial-conflict", field, subject: other }];
  return serial !== null && !replace ? [{ code: "code-exists", field }] : [];
}

/**
 * Finds the units behind serial numbers as given, and keeps others from writing units of the model until the
 * transaction ends.
 * @returns null for an unknown model
 */
export async function findUnits(
  modelId: string,
  serials: readonly string[],
  tx: Tx,
): Promise<Asked[] | null> {
  await lockFor(tx, `units ${modelId}`);
  const [model] = await tx
    .select({ modelId: deviceModels.modelId })
    .from(deviceModels)
    .where(eq(deviceModels.modelId, modelId))
    .for("key share");
  return model ? findAsked(tx, modelId, serials) : null;
}

/** Finds the units behind serial numbers of a model as given, without a lock. */
export const findAsked = statement(
  "find_units",
  { given: string, place: parsed(z.coerce.number()), key: string, serial: nullable(units.serial) },
  `select given, place, fold_serial(given) as key, u.serial
   from unnest($2::text[]) with ordinality as asked (given, place)
   left join lateral (
     select serial from units where model_id = $1 and serial_key = any(array(
       select fold_serial(given) || suffix from unnest(array['', ' 2', ' 3', ' 4', ' 5']) as suffix
     ))
     order by serial = given desc limit 1
   ) u on true
   order by place`,
);
