import { and, desc, eq, isNotNull } from "drizzle-orm";
import { pool, sessions, type Tx } from "@/lib/db";
import type { Staff } from "@/lib/viewer";
import type { ClaimReading } from "../oidc/read-claims";
import type { SignInReport } from "../oidc/report-sign-in";

/** Finds what arrived in the viewer's own sign-in; null if that was not kept, as for a sign-in as support. */
export async function findReport(viewer: Staff, tx: Tx = pool()): Promise<SignInReport | null> {
  const [own] = await tx
    .select({ claims: sessions.claims })
    .from(sessions)
    .where(and(eq(sessions.id, viewer.sessionId), eq(sessions.staffId, viewer.id)));
  return (own?.claims as SignInReport | null | undefined) ?? null;
}

/** Finds how the newest kept sign-in of an administrator was read, without what it said; null if none was kept. */
export async function findLastReadings(tx: Tx): Promise<Omit<ClaimReading, "value">[] | null> {
  const [last] = await tx
    .select({ claims: sessions.claims })
    .from(sessions)
    .where(isNotNull(sessions.claims))
    .orderBy(desc(sessions.createdAt))
    .limit(1);
  const report = last?.claims as SignInReport | undefined;
  return report?.readings.map(({ value: _, ...reading }) => reading) ?? null;
}
