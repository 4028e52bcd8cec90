import { z } from "zod";
import { boolean, integer, parsed, pool, statement, type Tx, toLikePattern } from "@/lib/db";
import { Supply, writeIsLow, writeShare, writeSupply } from "@/lib/readings";
import type { CustomerScope } from "@/lib/scope";
import { deviceCursor } from "./cursor";
import { writeVendorList } from "./list-vendors";
import { Slot, Vendor } from "./schemas";
import type { DevicePage, DeviceQuery, DeviceSort } from "./types";

/** Devices per page; fills rows of two and of three columns. */
export const pageSize = 24;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  serial: z.string(),
  registeredAt: z.coerce.date(),
  model: z.string(),
  drawing: z.string(),
  picture: z.string().nullable(),
  countries: z.array(z.string()),
  slots: z.array(Slot),
  silentAfter: z.string().nullable(),
  lowest: Supply.nullable(),
  reportedAt: z.coerce.date().nullable(),
  /** Sort key. */
  key: z.union([z.string(), z.number()]),
});

const account = { customerId: "$1", country: "$6", vendorCode: "$7::text", language: "$5" };

// Returns a page, its counts and the account's vendors in one round trip.
const buildList = (name: string, key: string, keyType: string, order: "asc" | "desc") =>
  statement(
    name,
    {
      adds: boolean,
      total: integer,
      matching: integer,
      page: parsed(z.array(Row)),
      vendors: parsed(z.array(Vendor)),
    },
    `with models as materialized (
       select model_id, localize(names, name, $5) as model, name as fallback, drawing, picture, countries,
         silent_after as "silentAfter",
         (select coalesce(json_agg(json_build_object('name', localize(s.names, s.name, $5), 'supply', s.supply,
            'sensor', s.sensor) order by s.position), '[]') from slots s where s.model_id = m.model_id) as slots
       from device_models m where model_id in (select model_id from devices where customer_id = $1)
     ), mine as (
       select d.id, d.name, d.serial, d.registered_at as "registeredAt", m.*, ${key} as key
       from devices d join models m using (model_id)
       where d.customer_id = $1 and d.removed_at is null
     ), matching as (
       select * from mine
       where $2::text is null or name ilike $2 or model ilike $2 or fallback ilike $2 or serial ilike $2
     ), page as (
       select id, name, serial, "registeredAt", model, drawing, picture, countries, "silentAfter", slots, key
       from matching
       where $3::text is null or (key, id) ${order === "asc" ? ">" : "<"} ($3::${keyType}, $4::uuid)
       order by key ${order}, id ${order}
       limit ${pageSize + 1}
     ), shown as (
       select page.*, (select at from device_reports where device_id = page.id) as "reportedAt",
         (select ${writeSupply("localize(s.names, s.name, $5)", "null")}
          from readings r join slots s on s.id = r.slot_id
          where r.device_id = page.id and ${writeShare} is not null
          order by ${writeIsLow} is true desc, ${writeShare}, s.position limit 1) as lowest
       from page
     )
     select exists (select from units) as adds,
       (select count(*) from mine)::int as total, (select count(*) from matching)::int as matching,
       coalesce((select json_agg(shown order by key ${order}, id ${order}) from shown), '[]') as page,
       ${writeVendorList(account)} as vendors`,
  );

// Low supplies begin with 0, others with 1; then how full they are, in millionths; devices without any come last.
const attention = `coalesce((
  select min(((case when ${writeIsLow} then 0 else 1 end + ${writeShare}) * 1000000)::bigint)
  from readings r join slots s on s.id = r.slot_id where r.device_id = d.id), 3000000)`;
const attentionKey = `lpad((${attention})::text, 7, '0') || lower(d.name)`;

const lists: Record<DeviceSort, ReturnType<typeof buildList>> = {
  name: buildList("devices_by_name", "lower(d.name)", "text", "asc"),
  attention: buildList("devices_by_attention", attentionKey, "text", "asc"),
  // In microseconds, because a number is easier to validate than a date before it reaches PostgreSQL.
  newest: buildList(
    "devices_by_age",
    "(extract(epoch from d.registered_at) * 1000000)::bigint",
    "bigint",
    "desc",
  ),
};

const nothing: DevicePage = {
  ...{ devices: [], vendors: [], adds: false, total: 0, matching: 0, before: 0, next: null },
};

/**
 * Lists a customer's devices, a page at a time. Search ignores case; it looks in name and serial number, and in
 * the model's name as shown and in the fallback language.
 * @param account the country of the customer's Amazon account, and the configured vendor code
 */
export async function listDevices(
  scope: CustomerScope,
  query: DeviceQuery,
  account: { country: string | null; vendorCode: string },
  language: string,
  tx: Tx = pool(),
): Promise<DevicePage> {
  const search = query.search ? toLikePattern(query.search) : null;
  const after = deviceCursor.read(query.after);
  // A cursor of the other sort order, or one that is malformed, means the first page.
  const place = query.sort === "newest" && !/^\d{1,17}$/.test(after?.[0] ?? "") ? null : after;
  const { country, vendorCode } = account;
  const from = [place?.[0] ?? null, place?.[1] ?? null];
  const values = [scope.customerId, search, ...from, language, country, vendorCode];
  const [row] = await lists[query.sort](tx, ...values);
  if (!row) return nothing;

  const { page, ...counts } = row;
  const shown = page.slice(0, pageSize);
  const before = place?.[2] ?? 0;
  const last = shown.at(-1);
  return {
    ...counts,
    devices: shown.map(({ key: _, ...device }) => device),
    before,
    next:
      page.length > pageSize && last
        ? deviceCursor.write([String(last.key), last.id, before + shown.length])
        : null,
  };
}
