import { recordEvent } from "@/lib/audit";
import { lockFor, transaction } from "@/lib/db";
import { enqueueMail, isQueued, type Mail } from "@/lib/jobs";
import type { LaunchSettings } from "@/lib/launches";
import { consume, refund } from "@/lib/limits";
import type { Staff } from "@/lib/viewer";
import { findOffered } from "./find-offered";
import type { CardRequest } from "./types";

/** Seconds in which the same mail from the same person is one mail: a button pressed twice. */
const once = 60;

/** What came of it; each refusal is a state of the card's page. */
export type MailedLink = "mailed" | "not-found" | "no-address" | "limited";

/**
 * Mails a customer the way to a card, in their language; at most five a day, whoever sends them.
 * @throws LarderError `audit-failed`; nothing is sent then, and nothing counted
 */
export async function mailLink(
  viewer: Staff,
  request: CardRequest,
  settings: Pick<LaunchSettings, "countryRegions">,
): Promise<MailedLink> {
  const found = await findOffered(viewer, request, settings.countryRegions);
  if ("refused" in found) return "not-found";
  const { customer, device } = found;
  if (!customer.email) return "no-address";
  const about = { customerId: customer.id, deviceId: device?.id ?? null, card: found.card };
  const mail: Mail = { kind: "link", staffId: viewer.id, ...about };
  if (await isQueued(mail, once)) return "mailed";
  if ((await consume("link-customer", customer.id)) > 0) return "limited";
  let came: "new" | "queued" | "gone" = "queued";
  try {
    came = await transaction(async (tx, client) => {
      await lockFor(tx, `link ${customer.id}`);
      if (await isQueued(mail, once, client)) return "queued";
      // A deletion at the same time is waited for: it leaves nothing in the queue.
      const { rowCount } = await client.query("select from customers where id = $1 for key share", [
        customer.id,
      ]);
      if (rowCount === 0) return "gone";
      await enqueueMail(client, mail);
      await recordEvent(viewer, { event: "link.mailed", ...about }, client);
      return "new";
    });
  } finally {
    if (came !== "new") await refund("link-customer", customer.id);
  }
  return came === "gone" ? "not-found" : "mailed";
}
