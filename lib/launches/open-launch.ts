import { z } from "zod";
import { countries, deviceCards, pageOfCard, pages, type Region, sensors } from "@/lib/dash";
import {
  boolean,
  customers,
  deviceModels,
  devices,
  liveSession,
  nullable,
  parsed,
  pool,
  statement,
  type Tx,
} from "@/lib/db";
import { LarderError } from "@/lib/errors";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Id, NoCustomer, SessionScope } from "@/lib/scope";
import { countLaunch } from "./count-launch";
import { linkCard } from "./link-card";
import { recording } from "./record-launch";
import type { LaunchRequest, LaunchSettings } from "./types";

type Refusal = "not-found" | "country-unknown";

// In the statement's text, which a connection gets once.
const regions = JSON.stringify(
  Object.fromEntries(
    Object.entries(countries).flatMap(([code, known]) => (known ? [[code, known.region]] : [])),
  ),
);

// Runs at every launch: session, device and record in one round trip. What `offered` asks of country and sensors is what
// `offerCard` asks; a launch that only one of them would open fails.
const open = statement(
  "open_launch",
  {
    customerId: nullable(customers.id),
    country: customers.country,
    modelId: nullable(devices.modelId),
    vendorCode: deviceModels.vendorCode,
    countries: nullable(deviceModels.countries),
    sensors: parsed(z.array(z.enum(sensors))),
    isRecorded: boolean,
  },
  `with ${liveSession}, asked as (
     select c.id as customer_id, c.country, coalesce($7::jsonb ->> c.country, '${regions}'::jsonb ->> c.country) as region,
       d.id as device_id, m.model_id, m.vendor_code, m.countries,
       array(select distinct s.sensor from slots s where s.model_id = m.model_id) as sensors
     from live join customers c on c.id = live.customer_id
       left join devices d on d.id = $4::uuid and d.customer_id = c.id and d.removed_at is null
       left join device_models m on m.model_id = d.model_id
   ), offered as (
     select customer_id, device_id, $5::text as card, $6::text as channel, region, $8::bytea as browser_hash,
       coalesce(vendor_code, $9::text) as vendor_code, $10::float as hours, $11::boolean as exits
     from asked
     where region is not null and country = any (countries) and ($12::text[] is null or sensors && $12::text[])
   ), ${recording}
   select asked.customer_id as "customerId", asked.country, asked.model_id as "modelId",
     asked.vendor_code as "vendorCode", asked.countries, coalesce(asked.sensors, '{}') as sensors,
     exists (select from recorded) as "isRecorded"
   from live left join asked on true`,
);

/** The exact Dash URL, or a problem; `country-unknown` only for the customer's own device. */
export type Opened = Result<{ url: string }, Refusal>;

/** A request for a card of one device; null for an id that is none. */
export type DeviceRequest = Pick<LaunchRequest, "card" | "channel" | "browserHash"> & { deviceId: Id | null };

/**
 * Opens a card for the device's owner: finds session and device, builds the link for the country of their Amazon
 * account and records the launch. An unknown card, an unknown device, someone else's device and a card that device or
 * country does not allow are all `not-found`.
 */
export async function openLaunch(
  scope: SessionScope,
  request: DeviceRequest,
  settings: LaunchSettings,
  tx: Tx = pool(),
): Promise<Opened | NoCustomer> {
  const opened = await openCard(scope, request, settings, tx);
  return typeof opened === "object" ? countLaunch(request.card, opened) : opened;
}

async function openCard(
  { tokenHash, idleHours }: SessionScope,
  { deviceId, card, channel, browserHash }: DeviceRequest,
  settings: LaunchSettings,
  tx: Tx,
): Promise<Result<{ url: string; region: Region }, Refusal> | NoCustomer> {
  const known = deviceCards.find((one) => one === card);
  const page = known && pages[pageOfCard[known]];
  const [found] = await open(
    tx,
    tokenHash,
    idleHours.customer,
    idleHours.staff,
    deviceId,
    known ?? "",
    channel,
    settings.countryRegions,
    browserHash,
    settings.dash.vendorCode,
    settings.hours,
    page?.exitByDefault ?? false,
    // Null for a page that serves them all, also devices without one; nothing for an unknown card.
    page?.sensors.length === sensors.length ? null : (page?.sensors ?? []),
  );
  if (!found) return "signed-out";
  const { customerId, country, modelId, vendorCode } = found;
  if (!customerId) return "staff";
  if (!modelId || !found.countries) return refuse("not-found");
  if (!country) return refuse(known ? "country-unknown" : "not-found");
  const model = {
    modelId,
    vendorCode,
    countries: found.countries,
    slots: found.sensors.map((sensor) => ({ sensor })),
  };
  const link = linkCard(card, model, country, channel, settings);
  if (found.isRecorded !== (link !== null))
    throw new LarderError(
      "link-refused",
      `${card} of ${modelId} for ${country}: recorded is ${found.isRecorded}`,
    );
  return link ? succeed({ url: link.url, region: link.region }) : refuse("not-found");
}
