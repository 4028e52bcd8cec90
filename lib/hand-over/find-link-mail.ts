import { eq } from "drizzle-orm";
import { type CustomerProfile, findCustomer } from "@/lib/customers";
import { pool, staff, type Tx } from "@/lib/db";
import type { LinkMail } from "@/lib/jobs";
import type { OfferSettings } from "@/lib/launches";
import { readId, scopeFor } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { findOffered } from "./find-offered";
import type { OfferedCard } from "./types";

/** The data that a mail with a link needs when it is sent. */
export type LinkMailFacts = OfferedCard & {
  customer: CustomerProfile;
  to: string;
  /** Name of the member of staff who sent it; null if they have none. */
  sender: string | null;
};

/**
 * Looks up the data of a link mail for the worker. The sender's permission was checked when they sent it.
 * @param chooseLanguage chooses the mail's language by the customer's
 * @returns null when the customer, address, device or card is gone
 */
export async function findLinkMail(
  mail: LinkMail,
  settings: OfferSettings,
  chooseLanguage: (profile: string | null) => string,
  tx: Tx = pool(),
): Promise<LinkMailFacts | null> {
  const scope = scopeFor(system, mail.customerId);
  const customer = scope && (await findCustomer(scope, tx));
  if (!scope || !customer?.email) return null;
  const { card, vendorCode } = mail;
  const request = { deviceId: readId(mail.deviceId), vendorCode, card };
  const language = chooseLanguage(customer.language);
  const found = await findOffered(scope, customer, request, settings, language, tx);
  if (!found) return null;
  const [sender] = await tx.select({ name: staff.name }).from(staff).where(eq(staff.id, mail.staffId));
  return { ...found, customer, to: customer.email, sender: sender?.name ?? null };
}
