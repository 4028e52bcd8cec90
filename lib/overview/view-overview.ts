import { pool, type Tx } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";
import { findNeeds } from "./find-needs";
import { listLastChanges } from "./list-last-changes";
import { listLastImports } from "./list-last-imports";
import { listWrites } from "./list-writes";
import type { Overview } from "./types";

/** Most sentences about what needs a hand. */
const mostNeeds = 5;

/** Views what needs a hand and what happened last, for administrators; nothing for anyone else. */
export async function viewOverview(viewer: Viewer, tx: Tx = pool()): Promise<Overview> {
  const [needs, changes, imports, writes] = await Promise.all([
    findNeeds(viewer, tx),
    listLastChanges(viewer, tx),
    listLastImports(viewer, tx),
    listWrites(viewer, tx),
  ]);
  return { needs: needs.slice(0, mostNeeds), changes, imports, writes };
}
