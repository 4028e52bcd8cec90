import { listKeys } from "@/lib/api-keys";
import { boolean, integer, pool, statement, type Tx } from "@/lib/db";
import { countFaults } from "@/lib/faults";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { countRefused } from "./count-refused";
import { findImportNeeds } from "./find-import-needs";
import type { Need } from "./types";

/** A key counts as in use if it was used within these days. */
const usedDays = 14;
/** Days for which the page tells of an expired key. */
const expiredDays = 7;

// The smallest number, since an index has it at once whatever the table holds.
const readStart = statement(
  "overview_start",
  { models: integer, unready: integer, hasCustomers: boolean },
  `select count(*)::int as models,
     (count(*) filter (where cardinality(countries) = 0 or tried_at is null))::int as unready,
     (select min(external_id) from customers) is not null as "hasCustomers"
   from device_models`,
);

/** Finds what needs a hand, the most severe first, for administrators. */
export async function findNeeds(viewer: Viewer, tx: Tx = pool()): Promise<Need[]> {
  if (!isAdmin(viewer)) return [];
  const [imports, refused, keys, faults, start] = await Promise.all([
    findImportNeeds(viewer, tx),
    countRefused(viewer, tx),
    findKeyNeeds(viewer, tx),
    countFaults(viewer, tx),
    readStart(tx),
  ]);
  const { models = 0, unready = 0, hasCustomers = false } = start[0] ?? {};
  return [
    ...imports.filter(({ kind }) => kind !== "import-waiting"),
    ...refused,
    ...imports.filter(({ kind }) => kind === "import-waiting"),
    ...keys,
    ...count("old-values", faults),
    ...count("models-unready", unready),
    ...(models === 0 ? [{ kind: "no-models" } as const] : []),
    ...(models > 0 && !hasCustomers ? [{ kind: "no-customers" } as const] : []),
  ];
}

const count = (kind: "old-values" | "models-unready", found: number): Need[] =>
  found > 0 ? [{ kind, count: found }] : [];

/** Finds keys in use that expired or soon will. */
async function findKeyNeeds(viewer: Viewer, tx: Tx): Promise<Need[]> {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const keys = await listKeys(viewer, tx);
  const used = keys.filter(({ usedAt }) => usedAt !== null && usedAt > daysAgo(usedDays));
  return (["expired", "expiring"] as const).flatMap((wanted) => {
    const found = used
      .filter(({ state, expiresAt }) => state === wanted && expiresAt > daysAgo(expiredDays))
      .sort((one, other) => Number(one.expiresAt) - Number(other.expiresAt));
    const [first] = found;
    if (!first) return [];
    const { name, expiresAt } = first;
    return [{ kind: `keys-${wanted}` as const, count: found.length, name, expiresAt }];
  });
}
