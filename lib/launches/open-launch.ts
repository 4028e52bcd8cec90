import { deviceCards } from "@/lib/dash";
import { pool, type Tx } from "@/lib/db";
import { findDevice, hasDevice } from "@/lib/devices";
import { type Result, refuse, succeed } from "@/lib/result";
import { ownScope } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { linkCard } from "./link-card";
import { recordLaunch } from "./record-launch";
import type { LaunchRequest, LaunchSettings } from "./types";

/** The exact Dash URL, or a problem; `country-unknown` only for the viewer's own device. */
export type Opened = Result<{ url: string }, "not-found" | "country-unknown">;

/**
 * Opens a card for its owner: finds the device, builds the link for the country of the viewer's Amazon
 * account and records the launch. An unknown card, an unknown device, someone else's device and a card that
 * device or country does not allow are all `not-found`.
 */
export async function openLaunch(
  viewer: Customer,
  request: LaunchRequest,
  settings: LaunchSettings,
  tx: Tx = pool(),
): Promise<Opened> {
  const { deviceId, card, channel } = request;
  const cards: readonly string[] = deviceId === null ? ["all-devices"] : deviceCards;
  if (!cards.includes(card)) return refuse("not-found");
  const scope = ownScope(viewer);
  const device = deviceId === null ? null : await findDevice(scope, deviceId, tx);
  if (deviceId !== null && !device) return refuse("not-found");
  if (!viewer.country) return refuse("country-unknown");
  if (!device && !(await hasDevice(scope, viewer.country, tx))) return refuse("not-found");
  const link = linkCard(card, device, viewer.country, channel, settings);
  if (!link) return refuse("not-found");
  await recordLaunch(scope, { ...request, ...link }, settings.hours, tx);
  return succeed({ url: link.url });
}
