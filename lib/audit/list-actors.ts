import { statement } from "@/lib/db";
import type { Viewer } from "@/lib/viewer";

const list = statement<{ id: string; name: string | null }>(
  "audit_actors",
  "select id, coalesce(name, email) as name from staff order by lower(coalesce(name, email)), id",
);

/** Everybody who may stand in the audit as the one who did something, for administrators. */
export const listActors = async (viewer: Viewer) =>
  viewer.kind === "staff" && viewer.role === "admin" ? list() : [];
