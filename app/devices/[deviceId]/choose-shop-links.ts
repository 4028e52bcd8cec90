import { env } from "@/lib/env";
import type { SupplyView } from "@/lib/readings";

/** Chooses the supplies whose page in the partner's shop is offered. */
export function chooseShopLinks(supplies: readonly SupplyView[]): SupplyView[] {
  const { SHOP_LINKS: when } = env();
  return supplies.filter(
    ({ shopUrl, isLow }) => shopUrl !== null && (when === "always" || (when === "low" && isLow)),
  );
}
