import type { Region } from "@/lib/dash";
import { pool, statement, type Tx, visits } from "@/lib/db";
import { type Budget, consumeEach } from "@/lib/limits";
import { type Result, refuse, succeed } from "@/lib/result";
import { countLaunch } from "./count-launch";
import { findLinkedModel } from "./find-linked-model";
import { type CardLink, linkCard } from "./link-card";
import type { LaunchRequest, LaunchSettings } from "./types";

/** A request for a card of a model by somebody who is not signed in, read from the URL. */
export type VisitRequest = Pick<LaunchRequest, "card" | "channel" | "browserHash"> & {
  modelId: string;
  country: string;
};

/** Where a request comes from. */
type Networks = { network: string /** Null for IPv4. */; site: string | null };

// Like a launch: an expired visit is closed first, an open one of the same browser is reused.
const record = statement(
  "record_visit",
  { id: visits.id },
  `with expired as (
     update visits set closed_at = expires_at
     where browser_hash = $1 and model_id = $2 and vendor_code = $3 and card = $4 and channel = $5
       and closed_at is null and expires_at <= now()
     returning id
   )
   insert into visits (browser_hash, model_id, vendor_code, card, channel, region, expires_at, closed_at)
   select $1::bytea, $2::text, $3::text, $4::text, $5::text, $6::text,
     now() + $7::float * interval '1 hour', case when $8::boolean then null else now() end
   from (select count(*) from expired) as swept
   on conflict (browser_hash, model_id, vendor_code, card, channel) where closed_at is null
   do update set opened_at = now(), expires_at = excluded.expires_at, region = excluded.region
   returning id`,
);

/**
 * Opens a card of a model for somebody who is not signed in, and records the visit without a person. Beyond the limits
 * it opens all the same: they only keep strangers from filling the table.
 * @returns the exact Dash URL; `not-found` for an unknown model or card, or one that the country does not allow
 */
export async function openVisit(
  request: VisitRequest,
  networks: Networks,
  settings: LaunchSettings,
  tx: Tx = pool(),
): Promise<Result<{ url: string }, "not-found">> {
  const link = await findLink(request, settings, tx);
  if (link && (await countVisit(networks))) await recordVisit(request, link, settings.hours, tx);
  const opened: Result<{ url: string; region: Region }, "not-found"> = link
    ? succeed(link)
    : refuse("not-found");
  return countLaunch(request.card, opened, "visitor");
}

async function findLink(
  { modelId, country, card, channel }: VisitRequest,
  settings: LaunchSettings,
  tx: Tx,
): Promise<CardLink | null> {
  const model = await findLinkedModel(modelId, null, tx);
  const slots = model?.sensors.map((sensor) => ({ sensor })) ?? [];
  return model && linkCard(card, { ...model, slots }, country, channel, settings);
}

/** Counts a visit. @returns whether it may be recorded */
async function countVisit({ network, site }: Networks): Promise<boolean> {
  const budgets: Budget[] = [
    ["visit-network", network],
    ...(site ? [["visit-site", site] as const] : []),
    ["visit-portal", ""],
  ];
  return (await consumeEach(budgets)).ok;
}

async function recordVisit(
  { modelId, channel, browserHash }: VisitRequest,
  { vendorCode, card, region, exits }: CardLink,
  hours: number,
  tx: Tx,
): Promise<void> {
  await record(tx, browserHash, modelId, vendorCode, card, channel, region, hours, exits);
}
