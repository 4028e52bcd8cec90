import { orUnrecorded, recordEvent } from "@/lib/audit";
import { findCustomer } from "@/lib/customers";
import { lockFor, pool, type Tx, transaction } from "@/lib/db";
import { aboutCard, type CardRequest, findCard } from "@/lib/hand-over";
import type { LaunchSettings } from "@/lib/launches";
import type { reasonCodes } from "@/lib/names";
import { count } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { scopeFor } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { recordStaffLaunch } from "./record-staff-launch";

type ReasonCode = (typeof reasonCodes)[number];

type Refusal = "customer-gone" | "not-found" | ReasonCode;

/** The card that a member of staff opens, and why. */
type Opening = CardRequest & {
  /**
   * Result of the schema Reason. Passed in unresolved, because a missing card is reported before a bad
   * reason.
   */
  reason: Result<string, ReasonCode>;
  /** SHA-256 of this browser's cookie. */
  browserHash: Buffer;
};

/**
 * Opens a customer's card for a member of staff; in their browser it shows their own Amazon account. Leaves
 * the customer's launches alone.
 * @returns the exact Dash URL; `unrecorded` when the audit cannot be written
 */
export const openForCustomer = (
  viewer: Staff,
  { customerId, reason, browserHash, ...request }: Opening,
  settings: LaunchSettings,
  tx: Tx = pool(),
): Promise<Result<{ url: string }, Refusal | "unrecorded">> =>
  orUnrecorded(async (): Promise<Result<{ url: string }, Refusal>> => {
    const scope = scopeFor(viewer, customerId);
    const customer = scope && (await findCustomer(scope, tx));
    if (!customer) return refuse("customer-gone");
    const found = await findCard(scope, customer, request, settings, null, tx);
    if (!found) return refuse("not-found");
    if (!reason.ok) return reason;
    const { vendorCode, region, exits, links } = found;
    const about = aboutCard(found);
    const opened = await transaction(async (within): Promise<Result<{ url: string }, Refusal>> => {
      // No unique index can distinguish an open launch from an expired one, so concurrent clicks take turns.
      await lockFor(within, `staff launch ${viewer.id} ${browserHash.toString("hex")}`);
      const launch = { ...about, vendorCode, region, browserHash, exits };
      const launchId = await recordStaffLaunch(viewer, scope, launch, settings.hours, within);
      if (!launchId) return refuse("customer-gone");
      const event = {
        event: "launch.opened",
        customerId: customer.id,
        ...about,
        launchId,
        reason: reason.value,
      } as const;
      await recordEvent(viewer, event, within);
      return succeed({ url: links.website });
    }, tx);
    if (opened.ok) count("launches", { by: "staff", card: about.card, region, outcome: "opened" });
    return opened;
  });
