import { pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { findEndpoints } from "./find-endpoints";
import { countDay } from "./history";
import { listSlots, lockDevices } from "./lock-devices";
import { readStates, writeStates } from "./states";

/** A slot of a device, and when its part was replaced. */
type Replacement = { modelId: string; serial: string; instance: string; at: Date };

/**
 * Begins to count the wear of a part anew; idempotent. An earlier replacement than the one that is known changes
 * nothing. What was used later on the same day is not known apart and does not count.
 * @returns `not-found` for a device that nobody has, `malformed` for a slot whose wear no sensor measures
 */
export const markReplaced = (
  _scope: PartnerScope<"reports:write">,
  { modelId, serial, instance, at }: Replacement,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found" | "malformed">> =>
  transaction(async (within): Promise<Result<undefined, "not-found" | "malformed">> => {
    const named = await findEndpoints([`${modelId}:${serial}`], within);
    const devices = await lockDevices(
      [...named.values()].filter((each) => each !== null),
      within,
    );
    const device = [...devices.values()].find((each) => each.modelId === modelId);
    if (!device) return refuse("not-found");
    const slot = (await listSlots([modelId], within)).get(`${modelId} ${instance}`);
    if (slot?.sensor !== "level-usage") return refuse("malformed", { field: "instance" });
    if (!device.isWanted) return succeed(undefined);
    const states = await readStates([{ deviceId: device.id, slotId: slot.id }], 0, within);
    const state = states.get(device.id, slot.id);
    if (state.now?.replacedAt && state.now.replacedAt >= at) return succeed(undefined);
    const later = state.history.list(countDay(at) + 1).reduce((sum, { value }) => sum + value, 0);
    const nothing = { measurement: null, unit: null, emptyFrom: null, emptyAt: null, emptyUntil: null };
    state.now = {
      ...(state.now ?? nothing),
      at: state.now && state.now.at > at ? state.now.at : at,
      ...{ value: later, replacedAt: at },
    };
    state.isChanged = true;
    await writeStates(states, new Map(), within);
    return succeed(undefined);
  }, tx);
