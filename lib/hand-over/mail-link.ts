import { eq } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { findCustomer } from "@/lib/customers";
import { customers, lockFor, pool, type Tx, transaction } from "@/lib/db";
import { enqueueMail, isQueued, type LinkMail } from "@/lib/jobs";
import type { OfferSettings } from "@/lib/launches";
import { consume, refund } from "@/lib/limits";
import { type Result, refuse, succeed } from "@/lib/result";
import { scopeFor } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { aboutCard, findOffered } from "./find-offered";
import type { CardRequest } from "./types";

/** Seconds within which a repeated mail by the same sender counts as a double click. */
const onceSeconds = 60;

type Refusal = "not-found" | "customer-without-email" | "limited" | "unrecorded";

/**
 * Mails a customer the link to a card, in their language; at most five a day from all staff together. Takes
 * no `tx`, because the limit must not be counted inside a transaction.
 * @returns `unrecorded` when the audit cannot be written; nothing is sent or counted then
 */
export async function mailLink(
  viewer: Staff,
  { customerId, ...request }: CardRequest,
  settings: OfferSettings,
): Promise<Result<undefined, Refusal>> {
  const scope = scopeFor(viewer, customerId);
  const customer = scope && (await findCustomer(scope));
  const found = customer && (await findOffered(scope, customer, request, settings, null, pool()));
  if (!found) return refuse("not-found");
  if (!customer.email) return refuse("customer-without-email");
  const mail: LinkMail = { kind: "link", staffId: viewer.id, customerId: customer.id, ...aboutCard(found) };
  if (await isQueued(mail, onceSeconds)) return succeed(undefined);
  const counted = await consume("link-customer", customer.id);
  if (!counted.ok) return counted;
  let isNew = false;
  try {
    const queued = await queueLink(viewer, mail);
    isNew = queued.ok && queued.value.isNew;
    return queued.ok ? succeed(undefined) : queued;
  } finally {
    if (!isNew) await refund("link-customer", customer.id);
  }
}

/**
 * Queues the mail and records it, unless the same mail is already queued.
 * @returns `not-found` when the customer has been deleted
 */
const queueLink = (
  viewer: Staff,
  mail: LinkMail,
  tx: Tx = pool(),
): Promise<Result<{ isNew: boolean }, "not-found" | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<{ isNew: boolean }, "not-found">> => {
      const { kind: _, staffId: __, ...about } = mail;
      await lockFor(within, `link ${about.customerId}`);
      if (await isQueued(mail, onceSeconds, within)) return succeed({ isNew: false });
      // Waits for a concurrent deletion, which must leave no mail in the queue.
      const [customer] = await within
        .select({ id: customers.id })
        .from(customers)
        .where(eq(customers.id, about.customerId))
        .for("key share");
      if (!customer) return refuse("not-found");
      await enqueueMail(mail, within);
      await recordEvent(viewer, { event: "link.mailed", ...about }, within);
      return succeed({ isNew: true });
    }, tx),
  );
