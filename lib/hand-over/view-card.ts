import { orUnrecorded, recordEvent, type ShownLink } from "@/lib/audit";
import { type CustomerProfile, findCustomer } from "@/lib/customers";
import { pool, type Tx } from "@/lib/db";
import type { LaunchSettings } from "@/lib/launches";
import { type Result, refuse, succeed } from "@/lib/result";
import { scopeFor } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { findCard } from "./find-card";
import { aboutCard } from "./find-offered";
import type { CardRequest, CustomerCard } from "./types";

/** A customer and the requested card; null if they have no such card. */
export type CardView = { customer: CustomerProfile; found: CustomerCard | null };

/**
 * Reads a customer's card, and records the view before it returns the card.
 * @param shown null if none of its links is shown
 */
export const viewCard = (
  viewer: Staff,
  { customerId, ...request }: CardRequest,
  shown: ShownLink | null,
  settings: LaunchSettings,
  language: string,
  tx: Tx = pool(),
): Promise<Result<CardView, "customer-gone" | "unrecorded">> =>
  orUnrecorded(async () => {
    const scope = scopeFor(viewer, customerId);
    const customer = scope && (await findCustomer(scope, tx));
    if (!customer) return refuse("customer-gone");
    const found = await findCard(scope, customer, request, settings, language, tx);
    if (found) {
      const about = { customerId: customer.id, ...aboutCard(found) };
      const event = shown
        ? ({ event: "link.shown", ...shown } as const)
        : ({ event: "card.viewed" } as const);
      await recordEvent(viewer, { ...event, ...about }, tx);
    } else {
      // The page still shows the customer.
      await recordEvent(viewer, { event: "customer.viewed", customerId: customer.id }, tx);
    }
    return succeed({ customer, found });
  });
