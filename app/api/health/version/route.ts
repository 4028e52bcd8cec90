import { getBuild } from "@/lib/env";
import { buildLevel } from "@/lib/health";

export const dynamic = "force-dynamic";

/** Says which build this is, and the number of its newest migration. */
export const GET = () =>
  Response.json({ ...getBuild(), migration: buildLevel }, { headers: { "cache-control": "no-store" } });
