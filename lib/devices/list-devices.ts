import { z } from "zod";
import { statement, toLikePattern } from "@/lib/db";
import type { Staff, Viewer } from "@/lib/viewer";
import { deviceCursor } from "./cursor";
import type { DevicePage, DeviceQuery, DeviceSort, ListedDevice } from "./types";

/** Devices on a page; a multiple of two and three columns. */
export const pageSize = 24;

type Row = {
  adds: boolean;
  total: number;
  matching: number;
  page: (Omit<ListedDevice, "registeredAt"> & { key: string | number; registeredAt: string })[];
};

const list = (name: string, key: string, keyType: string, order: "asc" | "desc") =>
  statement<Row>(
    name,
    `with mine as (
       select d.id, d.name, d.serial, d.model_id, d.registered_at, m.name as model, m.drawing, m.countries,
         ${key} as key
       from devices d join device_models m using (model_id)
       where d.customer_id = $1 and d.removed_at is null
     ), matching as (
       select * from mine where $2::text is null or name ilike $2 or model ilike $2 or serial ilike $2
     ), page as (
       select id, name, serial, registered_at as "registeredAt", model, drawing, countries, key,
         (select coalesce(json_agg(json_build_object('name', s.name, 'supply', s.supply, 'sensor', s.sensor)
            order by s.position), '[]') from slots s where s.model_id = matching.model_id) as slots
       from matching
       where $3::text is null or (key, id) ${order === "asc" ? ">" : "<"} ($3::${keyType}, $4::uuid)
       order by key ${order}, id ${order}
       limit ${pageSize + 1}
     )
     select exists (select from units) as adds,
       (select count(*) from mine)::int as total, (select count(*) from matching)::int as matching,
       coalesce((select json_agg(page order by key ${order}, id ${order}) from page), '[]') as page`,
  );

const lists: Record<DeviceSort, ReturnType<typeof list>> = {
  name: list("devices_by_name", "lower(d.name)", "text", "asc"),
  // Whole microseconds: a number, unlike a date, is easy to check before PostgreSQL reads it.
  newest: list("devices_by_age", "(extract(epoch from d.registered_at) * 1000000)::bigint", "bigint", "desc"),
};

const nothing: DevicePage = { devices: [], adds: false, total: 0, matching: 0, before: 0, next: null };

/** The viewer's own devices, a page at a time. Search looks in name, model and serial number, ignoring case. */
export const listDevices = async (viewer: Viewer, query: DeviceQuery): Promise<DevicePage> =>
  viewer.kind === "customer" ? readPage(viewer.id, query) : nothing;

/** The same of a customer, for staff. */
export const listDevicesOf = async (
  viewer: Staff,
  customerId: string,
  query: DeviceQuery,
): Promise<DevicePage> =>
  viewer.kind === "staff" && z.guid().safeParse(customerId).success ? readPage(customerId, query) : nothing;

async function readPage(customerId: string, query: DeviceQuery): Promise<DevicePage> {
  const search = query.search ? toLikePattern(query.search) : null;
  const after = deviceCursor.read(query.after);
  // A cursor of the other order means the first page, as any that is not ours.
  const key = query.sort === "newest" && !/^\d{1,17}$/.test(after?.[0] ?? "") ? null : after;
  const [row] = await lists[query.sort](customerId, search, key?.[0] ?? null, key?.[1] ?? null);
  if (!row) return nothing;

  const devices = row.page.slice(0, pageSize);
  const before = key?.[2] ?? 0;
  const last = devices.at(-1);
  const more = row.page.length > pageSize && last;
  return {
    devices: devices.map(({ key: _, registeredAt, ...device }) => ({
      ...device,
      registeredAt: new Date(registeredAt),
    })),
    adds: row.adds,
    total: row.total,
    matching: row.matching,
    before,
    next: more ? deviceCursor.write([String(last.key), last.id, before + devices.length]) : null,
  };
}
