import { createHash } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { type AuditEvent, orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx, transaction, units } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { close } from "./apply-device";
import { findKeys, findRegistrations, sortHistory } from "./partner-device";
import { undoMinutes } from "./remove-device";
import type { Assessment, Revocation } from "./types";
import { lockSerials, lockUnits, storeUnits, type WorkingDevice } from "./unit-state";
import { findAsked, findUnits } from "./units";

type Writing = PartnerScope<"devices:write">;

/** Most units that are revoked at once. */
export const mostUnits = 500;

/** A unit; of its serial number case, spaces and hyphens do not count. */
export type ListedUnit = { modelId: string; serial: string };

type Assessed = { outcome: Revocation; closed: WorkingDevice[]; code: ListedUnit | null };

/** Finds out what revoking units would do. */
export async function assessUnits(
  _scope: Writing,
  given: readonly ListedUnit[],
  tx: Tx = pool(),
): Promise<Assessment> {
  const { assessed } = await assess(given, false, tx);
  return { outcomes: assessed.map(({ outcome }) => outcome), seen: nameState(assessed) };
}

/**
 * Takes units from whoever has them, for good: no owner can undo it, and nobody can add them again, because their
 * claim codes go, too. Records each device and the act. Idempotent.
 * @param given at most `mostUnits`, none twice
 * @param seen of the assessment that somebody agreed to; undefined for a system, which agrees to any
 * @returns what it did to each unit, by its place; `units-changed` if it would do something else than was seen
 */
export const revokeUnits = (
  scope: Writing,
  given: readonly ListedUnit[],
  { reason, seen }: { reason: string; seen?: string },
  tx: Tx = pool(),
): Promise<Result<Revocation[], "units-changed" | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<Revocation[], "units-changed">> => {
      const { assessed, all } = await assess(given, true, within);
      if (seen !== undefined && seen !== nameState(assessed)) return refuse("units-changed");
      const codes = assessed.flatMap(({ code }) => code ?? []);
      await deleteCodes(codes, within);
      const events = assessed.flatMap(({ closed }) => closed.map(endForGood));
      await storeUnits({ units: new Map([["", all]]), removals: new Map() }, within);
      for (const event of events) await recordEvent(scope.actor, event, within);
      const devices = assessed.filter(({ outcome }) => outcome === "revoked").length;
      if (events.length > 0 || codes.length > 0)
        await recordEvent(
          scope.actor,
          { event: "devices.revoked", devices, units: codes.length, reason },
          within,
        );
      return succeed(assessed.map(({ outcome }) => outcome));
    }, tx),
  );

/** Ends a registration, or an earlier end that its owner could still undo. @returns what to record */
function endForGood(device: WorkingDevice): AuditEvent {
  if (device.removedAt === null) return close(device, "partner");
  Object.assign(device, { removedBy: "partner", state: "changed" });
  return { event: "device.removed", customerId: device.customerId, deviceId: device.id };
}

/** @param locked whether nobody else may write the units, their codes and their owners until the transaction ends */
async function assess(given: readonly ListedUnit[], locked: boolean, tx: Tx) {
  if (locked) await lockSerials(given, tx);
  // Before owners: whoever adds a unit holds its code first.
  const codes = await findCodes(given, locked, tx);
  const keys = await findKeys(
    given.map(({ serial }) => serial),
    tx,
  );
  const asked = given.map(({ modelId }, place) => ({ modelId, key: keys[place] as string }));
  const found = locked ? (await lockUnits(asked, [], tx)).found : await findRegistrations(asked, tx);
  const all = found.map((device): WorkingDevice => ({ ...device, state: "same" }));
  const assessed = given.map(({ modelId, serial }, place): Assessed => {
    const key = keys[place] as string;
    const ofUnit = all.filter(
      (device) =>
        device.modelId === modelId && (device.serialKey === key || device.serialKey.startsWith(`${key} `)),
    );
    const history = sortHistory(ofUnit, serial);
    // Of old rows that differ in spelling only, the one that is meant.
    const own = history.filter((device) => device.serialKey === history[0]?.serialKey);
    const code = codes[place] ?? null;
    const closed = own.filter((device) => device.removedAt === null || isUndoable(device));
    const outcome = own.some((device) => device.removedAt === null)
      ? "revoked"
      : closed.length > 0 || code
        ? "blocked"
        : own.length > 0
          ? "unchanged"
          : "unknown";
    return { outcome, closed, code };
  });
  return { assessed, all };
}

/** Whether an owner may still undo a removal; a minute longer, because the database has a clock of its own. */
const isUndoable = ({ removedAt, removedBy }: WorkingDevice) =>
  removedBy === "owner" && Date.parse(removedAt ?? "") > Date.now() - (undoMinutes + 1) * 60_000;

/** Finds the units that have a claim code, by the place in the list. */
async function findCodes(
  given: readonly ListedUnit[],
  locked: boolean,
  tx: Tx,
): Promise<(ListedUnit | null)[]> {
  const found: (ListedUnit | null)[] = given.map(() => null);
  for (const modelId of [...new Set(given.map((unit) => unit.modelId))].sort()) {
    const places = given.flatMap((unit, place) => (unit.modelId === modelId ? [place] : []));
    const serials = places.map((place) => given[place]?.serial as string);
    const rows = locked
      ? ((await findUnits(modelId, serials, tx)) ?? [])
      : await findAsked(tx, modelId, serials);
    for (const [index, { serial }] of rows.entries())
      if (serial !== null) found[places[index] as number] = { modelId, serial };
    const known = found.flatMap((unit) => (unit?.modelId === modelId ? unit.serial : []));
    if (locked && known.length > 0)
      await tx
        .select({ serial: units.serial })
        .from(units)
        .where(and(eq(units.modelId, modelId), inArray(units.serial, known)))
        .orderBy(units.serial)
        .for("update");
  }
  return found;
}

async function deleteCodes(codes: readonly ListedUnit[], tx: Tx): Promise<void> {
  for (const modelId of new Set(codes.map((unit) => unit.modelId))) {
    const serials = codes.flatMap((unit) => (unit.modelId === modelId ? unit.serial : []));
    await tx.delete(units).where(and(eq(units.modelId, modelId), inArray(units.serial, serials)));
  }
}

const nameState = (assessed: readonly Assessed[]): string =>
  createHash("sha256")
    .update(JSON.stringify(assessed.map(({ outcome, closed }) => [outcome, closed.map(({ id }) => id)])))
    .digest("base64url");
