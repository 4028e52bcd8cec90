import { deviceCards } from "@/lib/dash";
import { findDevice, hasDeviceIn } from "@/lib/devices";
import type { Viewer } from "@/lib/viewer";
import { linkCard } from "./link-card";
import { recordLaunch } from "./record-launch";
import type { LaunchRequest, LaunchSettings } from "./types";

/** The exact Dash address, or why there is none; `country-unknown` only ever for the viewer's own device. */
export type Opened = { url: string } | { refused: "not-found" | "country-unknown" };

const notFound: Opened = { refused: "not-found" };

/**
 * Opens a card for its owner: finds the device, builds the link for the country of the viewer's Amazon account,
 * records the launch. Unknown card, malformed, unknown or foreign device, a card that device or country does not
 * allow: all `not-found`.
 */
export async function openLaunch(
  viewer: Viewer,
  request: LaunchRequest,
  settings: LaunchSettings,
): Promise<Opened> {
  if (viewer.kind !== "customer") return notFound;
  const { deviceId, card, channel } = request;
  const cards: readonly string[] = deviceId === null ? ["all-devices"] : deviceCards;
  if (!cards.includes(card)) return notFound;
  const device = deviceId === null ? null : await findDevice(viewer, deviceId);
  if (deviceId !== null && !device) return notFound;
  if (!viewer.country) return { refused: "country-unknown" };
  if (!device && !(await hasDeviceIn(viewer, viewer.country))) return notFound;
  const link = linkCard(card, device, viewer.country, channel, settings);
  if (!link) return notFound;
  await recordLaunch(viewer, { ...request, ...link }, settings.hours);
  return { url: link.url };
}
