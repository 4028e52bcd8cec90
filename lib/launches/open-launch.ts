import { buildLink, type Card, cardsOf, deviceCards, pageOfCard, pages, regionOfCountry } from "@/lib/dash";
import { findDevice, hasDeviceIn } from "@/lib/devices";
import { LarderError } from "@/lib/errors";
import type { Customer, Viewer } from "@/lib/viewer";
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
  return request.deviceId === null
    ? openAccountCard(viewer, request, settings)
    : openDeviceCard(viewer, request, request.deviceId, settings);
}

async function openDeviceCard(
  viewer: Customer,
  request: LaunchRequest,
  deviceId: string,
  settings: LaunchSettings,
): Promise<Opened> {
  const card = deviceCards.find((name) => name === request.card);
  if (!card) return notFound;
  const device = await findDevice(viewer, deviceId);
  if (!device) return notFound;
  if (!viewer.country) return { refused: "country-unknown" };
  const sensors = device.slots.map((slot) => slot.sensor);
  const allowed = cardsOf({ sensors, countries: device.countries }, viewer.country, settings.countryRegions);
  if (!allowed.includes(card)) return notFound;
  return leave(viewer, { ...request, card }, { modelId: device.modelId, sensors }, settings);
}

async function openAccountCard(
  viewer: Customer,
  request: LaunchRequest,
  settings: LaunchSettings,
): Promise<Opened> {
  if (request.card !== "all-devices") return notFound;
  if (!viewer.country) return { refused: "country-unknown" };
  if (!(await hasDeviceIn(viewer, viewer.country))) return notFound;
  return leave(viewer, { ...request, card: "all-devices" }, {}, settings);
}

async function leave(
  viewer: Customer,
  request: LaunchRequest & { card: Card },
  model: { modelId?: string; sensors?: Parameters<typeof buildLink>[0]["sensors"] },
  settings: LaunchSettings,
): Promise<Opened> {
  const region = regionOfCountry(viewer.country ?? "", settings.countryRegions);
  if (!region) return notFound;
  const page = pageOfCard[request.card];
  const exits = pages[page].exitByDefault;
  const link = buildLink(
    { page, channel: request.channel, region, ...model, exitUri: exits ? settings.exitUri : undefined },
    settings.dash,
  );
  if (!link.ok) throw new LarderError("link-refused", link.problems.map(({ message }) => message).join(" "));
  await recordLaunch(viewer, { ...request, region, exits }, settings.hours);
  return { url: link.value };
}
