import { cards, deviceCards, type Region } from "@/lib/dash";
import { pool, type Tx } from "@/lib/db";
import { chooseVendor, findDevice, listVendors } from "@/lib/devices";
import { count } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { ownScope } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { linkCard } from "./link-card";
import { recordLaunch } from "./record-launch";
import type { LaunchRequest, LaunchSettings } from "./types";

/** The exact Dash URL, or a problem; `country-unknown` only for the viewer's own device. */
export type Opened = Result<{ url: string }, Refusal>;

type Refusal = "not-found" | "country-unknown";

/**
 * Opens a card for its owner: finds the device, builds the link for the country of the viewer's Amazon
 * account and records the launch. An unknown card, an unknown device, someone else's device and a card that
 * device or country does not allow are all `not-found`, and so is a vendor code that none of their devices has.
 */
export async function openLaunch(
  viewer: Customer,
  request: LaunchRequest,
  settings: LaunchSettings,
  tx: Tx = pool(),
): Promise<Opened> {
  const opened = await open(viewer, request, settings, tx);
  const isCard = (cards as readonly string[]).includes(request.card);
  count("launches", {
    by: "customer",
    card: isCard ? request.card : "unknown",
    region: opened.ok ? opened.value.region : "none",
    outcome: opened.ok ? "opened" : opened.problems[0].code,
  });
  return opened.ok ? succeed({ url: opened.value.url }) : opened;
}

async function open(
  viewer: Customer,
  request: LaunchRequest,
  settings: LaunchSettings,
  tx: Tx,
): Promise<Result<{ url: string; region: Region }, Refusal>> {
  const { deviceId, vendorCode, card, channel } = request;
  const allowed: readonly string[] = deviceId === null ? ["all-devices"] : deviceCards;
  if (!allowed.includes(card)) return refuse("not-found");
  const scope = ownScope(viewer);
  const device = deviceId === null ? null : await findDevice(scope, deviceId, null, tx);
  if (deviceId !== null && !device) return refuse("not-found");
  if (!viewer.country) return refuse("country-unknown");
  const vendor =
    device ??
    chooseVendor(await listVendors(scope, viewer.country, settings.dash.vendorCode, null, tx), vendorCode);
  const link = vendor && linkCard(card, vendor, viewer.country, channel, settings);
  if (!link) return refuse("not-found");
  await recordLaunch(scope, { ...request, ...link }, settings.hours, tx);
  return succeed({ url: link.url, region: link.region });
}
