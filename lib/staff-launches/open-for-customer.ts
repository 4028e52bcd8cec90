import { recordEvent } from "@/lib/audit";
import { lockFor, transaction } from "@/lib/db";
import type { CardRequest, NoCard } from "@/lib/hand-over";
import { findCard } from "@/lib/hand-over";
import type { LaunchSettings } from "@/lib/launches";
import { readName } from "@/lib/names";
import type { Staff } from "@/lib/viewer";
import { recordStaffLaunch } from "./record-staff-launch";
import type { ReasonProblem } from "./types";

/** Characters of a reason, as people count them. */
const maxReason = 200;

/** What a member of staff pressed, and why, as it came with the form: not checked yet. */
type Opening = CardRequest & {
  /** Words or a ticket number. */
  reason: string;
  /** SHA-256 of this browser's cookie. */
  browserHash: Buffer;
};

/** The exact Dash address, or why there is none; then nothing is recorded. */
type OpenedForCustomer = { url: string } | NoCard | { refused: ReasonProblem };

/**
 * Opens a customer's card for a member of staff, in whose browser it shows their own Amazon account. The customer's
 * launches are not touched.
 * @throws LarderError `audit-failed`; nothing may be opened then
 */
export async function openForCustomer(
  viewer: Staff,
  { reason: typed, browserHash, ...request }: Opening,
  settings: LaunchSettings,
): Promise<OpenedForCustomer> {
  const found = await findCard(viewer, request, settings);
  if ("refused" in found) return found;
  const reason = readName(typed, maxReason);
  if (!reason.ok) return { refused: `reason-${reason.problem}` };
  const { card, region, exits, links } = found;
  const about = { customerId: found.customer.id, deviceId: found.device?.id ?? null, card };
  return transaction(async (tx, client) => {
    // No index can tell an open launch from an expired one: two presses at once take turns.
    await lockFor(tx, `staff launch ${viewer.id} ${browserHash.toString("hex")}`);
    const launch = { ...about, region, browserHash, exits };
    const launchId = await recordStaffLaunch(viewer, launch, settings.hours, client);
    if (!launchId) return { refused: "gone" };
    await recordEvent(viewer, { event: "launch.opened", ...about, launchId, reason: reason.name }, client);
    return { url: links.website };
  });
}
