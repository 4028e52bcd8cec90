import { eq } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, sessions, staff, type Tx, transaction } from "@/lib/db";
import { logSecurity } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import { type Id, isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";

type Ended = {
  sessions: number;
  /** ID token of the viewer's own session if it ended too, for signing out at the identity provider. */
  idToken: string | null;
};

/**
 * Ends all sessions of a member of staff and records that, in one transaction; for administrators.
 * @returns `not-found` when there is no such member of staff
 */
export const endSessionsOf = (
  viewer: Staff,
  staffId: Id,
  tx: Tx = pool(),
): Promise<Result<Ended, "not-found" | "unrecorded">> =>
  orUnrecorded(async () => {
    if (!isAdmin(viewer)) return refuse("not-found");
    const result = await transaction<Result<Ended, "not-found">>(async (within) => {
      const [member] = await within.select({ id: staff.id }).from(staff).where(eq(staff.id, staffId));
      if (!member) return refuse("not-found");
      const ended = await within
        .delete(sessions)
        .where(eq(sessions.staffId, member.id))
        .returning({ id: sessions.id, idToken: sessions.idToken });
      const event = { event: "staff.sessions-ended", subjectId: member.id, sessions: ended.length } as const;
      await recordEvent(viewer, event, within);
      const own = ended.find(({ id }) => id === viewer.sessionId);
      return succeed({ sessions: ended.length, idToken: own?.idToken ?? null });
    }, tx);
    if (result.ok) {
      const { sessions: count } = result.value;
      logSecurity("sessions.ended", {
        ...{ reason: "administrator", sessions: count, staffId, endedBy: viewer.id },
      });
    }
    return result;
  });
