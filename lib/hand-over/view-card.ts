import { recordEvent, type ShownLink } from "@/lib/audit";
import type { LaunchSettings } from "@/lib/launches";
import type { Staff } from "@/lib/viewer";
import { type CustomerCard, findCard } from "./find-card";
import type { NoCard } from "./find-offered";
import type { CardRequest } from "./types";

/**
 * A card of a customer, put on record before it is shown.
 * @param shown null while no link of it is shown
 * @throws LarderError `audit-failed`
 */
export async function viewCard(
  viewer: Staff,
  request: CardRequest,
  shown: ShownLink | null,
  settings: LaunchSettings,
): Promise<CustomerCard | NoCard> {
  const found = await findCard(viewer, request, settings);
  if ("links" in found) {
    const about = { customerId: found.customer.id, deviceId: found.device?.id ?? null, card: found.card };
    await recordEvent(
      viewer,
      shown ? { event: "link.shown", ...shown, ...about } : { event: "card.viewed", ...about },
    );
  } else if (found.refused === "not-found") {
    // Whose card it is not is seen all the same.
    await recordEvent(viewer, { event: "customer.viewed", customerId: found.customer.id });
  }
  return found;
}
