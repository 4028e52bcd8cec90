import { createHash } from "node:crypto";
import { pool, type Tx, transaction } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import { applyLevel, applyUse, findMismatch } from "./apply-sample";
import { findEndpoints, type Named } from "./find-endpoints";
import { periodDays } from "./history";
import { listSlots, lockDevices, type ReportedDevice, type Sensor } from "./lock-devices";
import { countKeys, readStates, type States, writeStates } from "./states";
import type { Fault, FaultCode, Receipt, Report, Sample } from "./types";

/** How far a device's clock may be ahead, in milliseconds. */
const ahead = 5 * 60_000;
const day = 86_400_000;

type Settings = {
  /** Days that readings are kept; an older one is refused. */
  days: number;
  now?: Date;
};

/** A sample with the slot that it belongs to. */
type Placed = { sample: Sample; device: ReportedDevice; slot: Sensor; key: Buffer | null };

/** A message while it is worked on. */
type Work = { faults: Fault[]; placed: Placed[]; done: Set<Receipt["outcome"]> };

/**
 * Stores what messages say, each as far as it can be understood. Nothing that is newer changes, whatever the order and
 * however often a message comes. Messages about one device take turns.
 * @param reports read by `readReport`
 * @returns the answers, in order, once all is durable
 */
export const storeReports = (
  _scope: PartnerScope<"reports:write">,
  reports: readonly (Report | Fault)[],
  { days, now = new Date() }: Settings,
  tx: Tx = pool(),
): Promise<Receipt[]> =>
  transaction(async (within) => {
    const endpointIds = [
      ...new Set(reports.flatMap((report) => ("code" in report ? [] : report.endpointId))),
    ];
    const named = await findEndpoints(endpointIds, within);
    const devices = await lockDevices(
      [...named.values()].filter((each) => each !== null),
      within,
    );
    const slots = await listSlots([...new Set([...devices.values()].map(({ modelId }) => modelId))], within);
    const oldest = new Date(now.getTime() - days * day);
    const place = createPlacing(slots, { oldest, newest: new Date(now.getTime() + ahead) });
    const works = reports.map((report) => readWork(report, named, devices, place));

    const places = new Map(
      works.flatMap(({ placed }) =>
        placed.map(({ device, slot }) => [
          `${device.id} ${slot.id}`,
          { deviceId: device.id, slotId: slot.id },
        ]),
      ),
    );
    const period = Math.floor(oldest.getTime() / day / periodDays);
    const states = await readStates([...places.values()], period, within);
    for (const work of works) work.placed = work.placed.filter((each) => fits(work, each, states));
    const counted = await countKeys(
      works.flatMap(({ placed }) =>
        placed.flatMap(({ device, key }) => (key ? [{ deviceId: device.id, key }] : [])),
      ),
      within,
    );
    const samples = new Map<string, Date>();
    for (const work of works)
      for (const each of work.placed) {
        apply(work, each, states, counted);
        const { device, sample } = each;
        if (!(sample.at <= (samples.get(device.id) ?? 0))) samples.set(device.id, sample.at);
      }
    await writeStates(states, samples, within);
    return works.map(answer);
  }, tx);

/** Finds the device and the slots of a message's samples. */
function readWork(
  report: Report | Fault,
  named: ReadonlyMap<string, Named>,
  devices: ReadonlyMap<string, ReportedDevice>,
  place: ReturnType<typeof createPlacing>,
): Work {
  const refuse = (fault: Fault): Work => ({ faults: [fault], placed: [], done: new Set() });
  if ("code" in report) return refuse(report);
  const found = named.get(report.endpointId);
  if (found === null) return refuse({ code: "endpoint-ambiguous" });
  const device = found && devices.get(found.deviceId);
  if (!device) return refuse({ code: "endpoint-unknown" });
  if (!device.isWanted) return refuse({ code: "levels-off" });
  const read = report.samples.map((sample) => place(report, sample, device));
  return {
    faults: [...report.faults, ...read.filter((each) => "code" in each)],
    placed: read.filter((each): each is Placed => !("code" in each)),
    done: new Set(),
  };
}

const createPlacing =
  (slots: ReadonlyMap<string, Sensor>, { oldest, newest }: { oldest: Date; newest: Date }) =>
  ({ messageId }: Report, sample: Sample, device: ReportedDevice): Placed | Fault => {
    const { instance, at, kind } = sample;
    const slot = slots.get(`${device.modelId} ${instance}`);
    if (!slot) return { code: "slot-unknown", instance };
    const code = findTimeFault(at, device.since, oldest, newest);
    if (code) return { code, instance };
    return { sample, device, slot, key: kind === "level" ? null : writeKey(messageId, sample) };
  };

function findTimeFault(at: Date, since: Date | null, oldest: Date, newest: Date): FaultCode | null {
  if (at > newest) return "time-ahead";
  if (since && at < since) return "time-before-owner";
  return at < oldest ? "time-too-old" : null;
}

/** Writes what makes a message about use the same one: its id, or all that it says. */
function writeKey(messageId: string | null, { instance, at, value }: Sample): Buffer {
  const text = messageId === null ? JSON.stringify([instance, at, value]) : `id ${messageId}`;
  return createHash("sha256").update(text).digest().subarray(0, 16);
}

/** Checks that a sample is one of its slot, before anything is counted. */
function fits({ faults }: Work, { sample, device, slot }: Placed, states: States): boolean {
  const state = states.get(device.id, slot.id);
  const code = findMismatch(slot, state.known, sample);
  if (code) faults.push({ code, instance: sample.instance });
  else state.known ??= sample;
  return code === null;
}

function apply(
  { faults, done }: Work,
  { sample, device, slot, key }: Placed,
  states: States,
  counted: Awaited<ReturnType<typeof countKeys>>,
): void {
  if (key && !counted.take(device.id, key)) {
    done.add("repeated");
    return;
  }
  const state = states.get(device.id, slot.id);
  const next = key
    ? applyUse(state.now, state.history, sample)
    : applyLevel(slot, state.now, state.history, sample);
  if (next === "value-range") faults.push({ code: next, instance: sample.instance });
  else if (typeof next === "string") done.add(next);
  else {
    state.now = next;
    state.isChanged = true;
    done.add("stored");
  }
}

const answer = ({ faults, done }: Work): Receipt => ({
  outcome: (["stored", "older", "repeated"] as const).find((each) => done.has(each)) ?? "refused",
  faults,
});
