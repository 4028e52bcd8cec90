import { statement } from "@/lib/db";
import type { LinkMail } from "@/lib/jobs";
import type { LaunchSettings } from "@/lib/launches";
import { findOffered, type OfferedCard } from "./find-offered";

const findStaff = statement<{ name: string | null }>(
  "find_staff_name",
  "select name from staff where id = $1",
);

/** What a mail with a link needs to know when it leaves. */
export type LinkMailFacts = OfferedCard & {
  to: string;
  /** Who sent it; null where they have no name. */
  sender: string | null;
};

/** Looks up a mail with a link; null when customer, address, device or card is gone meanwhile. */
export async function findLinkMail(
  mail: LinkMail,
  settings: Pick<LaunchSettings, "countryRegions">,
): Promise<LinkMailFacts | null> {
  // Whether the sender may was asked when they pressed the button.
  const found = await findOffered({ kind: "staff" }, mail, settings.countryRegions);
  if ("refused" in found || !found.customer.email) return null;
  const [sender] = await findStaff(mail.staffId);
  return { ...found, to: found.customer.email, sender: sender?.name ?? null };
}
