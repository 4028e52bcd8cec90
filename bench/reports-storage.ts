// How much room readings take, and how long work on them takes when there are many.
import type { Client } from "pg";
import { closeDatabase, pool } from "@/lib/db";
import { findDevice, listDevices } from "@/lib/devices";
import { periodDays } from "@/lib/readings";
import { readStates } from "@/lib/readings/states";
import { purgeReadings } from "@/lib/retention";
import { type CustomerScope, type Id, scopeFor } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { setSettings } from "@/tests/stage";
import { describeRun } from "./describe-run";
import { formatTable, writeSection } from "./document";
import { type Measured, vendorCode } from "./portal";
import { findMedian, findQuantile } from "./quantile";
import { makeBodies, post } from "./reports-load";
import { slotsPerDevice } from "./reports-seed";

const format = (number: number, digits = 0) =>
  number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Measures both, prints it, and writes it into the documents. */
export async function benchStorage(portal: Measured, admin: Client, devices: number): Promise<void> {
  setSettings({ DATABASE_URL: portal.database.appUrl });
  try {
    const sizes = await measureSizes(admin, devices * slotsPerDevice);
    const times = await measureTimes(portal, admin);
    const text = [await describeRun(portal.database, `${format(devices)} devices`), sizes, times].join(
      "\n\n",
    );
    console.log(`\n${text}`);
    writeSection("storage", text, "docs/reports.md");
  } finally {
    await closeDatabase();
  }
}

async function measureSizes(admin: Client, slots: number): Promise<string> {
  const { rows } = await admin.query<{ name: string; rows: number; bytes: number }>(
    `select c.relname as name, greatest(c.reltuples, 0)::float8 as rows,
       case when c.relkind = 'r' then pg_table_size(c.oid) else pg_relation_size(c.oid) end::float8 as bytes
     from pg_class c left join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = coalesce(i.indrelid, c.oid)
     where t.relname in ('readings', 'reading_history') and c.relkind in ('r', 'i')
     order by t.relname desc, c.relkind desc, c.relname`,
  );
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const lines = [...rows, { name: "all", rows: 0, bytes: total }].map(({ name, rows: count, bytes }) => [
    name,
    ...[
      count ? format(count) : "",
      format(bytes / 1e6),
      format(bytes / slots, 1),
      format((bytes / slots) * 0.012, 1),
    ],
  ]);
  return formatTable(["", "rows", "MB", "bytes a slot", "GB for 12,000,000 slots"], lines);
}

async function measureTimes(portal: Measured, admin: Client): Promise<string> {
  const { rows } = await admin.query<{ id: Id; customerId: string; slotIds: string[] }>(
    `select id, customer_id as "customerId", array(select id from slots where model_id = d.model_id) as "slotIds"
     from devices d where model_id = 'BENCH-R' order by hashtext(serial) limit 300`,
  );
  const some = rows.map(({ id, customerId, slotIds }) => ({
    ...{ id, scope: scopeFor(system, customerId) as CustomerScope },
    places: slotIds.map((slotId) => ({ deviceId: id, slotId })),
  }));
  const account = { country: "DE", vendorCode };
  const oldest = Math.floor(Date.now() / 86_400_000 / periodDays) - 2;
  // The same sensors twice: the first message of a period begins a row, later ones change it.
  const bodies = makeBodies(5000, 40, 1000);
  const [first, later] = [bodies.slice(0, 20), bodies.slice(20)];
  const times = [
    await time("find a device", some, ({ id, scope }) => findDevice(scope, id, "en-US")),
    await time("read its readings and 100 days", some, ({ places }) => readStates(places, oldest, pool())),
    await time("list of a customer's devices", some, ({ scope }) =>
      listDevices(scope, { search: "", sort: "name", after: null }, account, "en-US"),
    ),
    await time("request of 1,000 messages, new rows", first, (body) => post(portal.url, body)),
    await time("request of 1,000 messages, later ones", later, (body) => post(portal.url, body)),
  ];
  const started = performance.now();
  const removed = await purgeReadings(100);
  const ms = (performance.now() - started) / (removed / 1000);
  const purged = `purge of 1,000 rows, mean of ${format(removed / 1000)}`;
  return formatTable(["", "ms, median", "p95"], [...times, [purged, format(ms, 1), ""]]);
}

/** Times work that is done one after the other. */
async function time<Item>(
  what: string,
  items: Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<string[]> {
  const times: number[] = [];
  for (const item of items) {
    const started = performance.now();
    await work(item);
    times.push(performance.now() - started);
  }
  return [what, format(findMedian(times), 1), format(findQuantile(times, 0.95), 1)];
}
