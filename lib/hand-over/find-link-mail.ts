import { eq } from "drizzle-orm";
import { type CustomerProfile, findCustomer } from "@/lib/customers";
import { pool, staff, type Tx } from "@/lib/db";
import type { LinkMail } from "@/lib/jobs";
import type { LaunchSettings } from "@/lib/launches";
import { readId, scopeFor } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { findOffered } from "./find-offered";
import type { OfferedCard } from "./types";

/** What a mail with a link needs to know when it leaves. */
export type LinkMailFacts = OfferedCard & {
  customer: CustomerProfile;
  to: string;
  /** Who sent it; null where they have no name. */
  sender: string | null;
};

/**
 * Looks up a mail with a link for the worker. Whether the sender was allowed to send it was checked when they did.
 * @returns null when customer, address, device or card is gone meanwhile
 */
export async function findLinkMail(
  mail: LinkMail,
  settings: Pick<LaunchSettings, "countryRegions">,
  tx: Tx = pool(),
): Promise<LinkMailFacts | null> {
  const scope = scopeFor(system, mail.customerId);
  const customer = scope && (await findCustomer(scope, tx));
  if (!scope || !customer?.email) return null;
  const request = { deviceId: readId(mail.deviceId), card: mail.card };
  const found = await findOffered(scope, customer, request, settings, tx);
  if (!found) return null;
  const [sender] = await tx.select({ name: staff.name }).from(staff).where(eq(staff.id, mail.staffId));
  return { ...found, customer, to: customer.email, sender: sender?.name ?? null };
}
