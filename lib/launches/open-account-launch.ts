import type { Region } from "@/lib/dash";
import { pool, type Tx } from "@/lib/db";
import { chooseVendor, listVendors } from "@/lib/devices";
import { type Result, refuse, succeed } from "@/lib/result";
import { ownScope } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { countLaunch } from "./count-launch";
import { linkCard } from "./link-card";
import type { Opened } from "./open-launch";
import { recordLaunch } from "./record-launch";
import type { LaunchRequest, LaunchSettings } from "./types";

/**
 * Opens the card of the customer's whole account, like `openLaunch`. A vendor code that none of their devices has is
 * `not-found`.
 */
export async function openAccountLaunch(
  viewer: Customer,
  request: Omit<LaunchRequest, "deviceId">,
  settings: LaunchSettings,
  tx: Tx = pool(),
): Promise<Opened> {
  return countLaunch(request.card, await openCard(viewer, { ...request, deviceId: null }, settings, tx));
}

async function openCard(
  viewer: Customer,
  request: LaunchRequest,
  settings: LaunchSettings,
  tx: Tx,
): Promise<Result<{ url: string; region: Region }, "not-found" | "country-unknown">> {
  const { vendorCode, card, channel } = request;
  if (card !== "all-devices") return refuse("not-found");
  const scope = ownScope(viewer);
  if (!viewer.country) return refuse("country-unknown");
  const vendors = await listVendors(scope, viewer.country, settings.dash.vendorCode, null, tx);
  const vendor = chooseVendor(vendors, vendorCode);
  const link = vendor && linkCard(card, vendor, viewer.country, channel, settings);
  if (!link) return refuse("not-found");
  await recordLaunch(scope, { ...request, ...link }, settings.hours, tx);
  return succeed({ url: link.url, region: link.region });
}
