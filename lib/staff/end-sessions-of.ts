import { eq } from "drizzle-orm";
import { z } from "zod";
import { recordEvent } from "@/lib/audit";
import { sessions, staff, transaction } from "@/lib/db";
import type { Staff } from "@/lib/viewer";

type Ended = {
  sessions: number;
  /** ID token of the viewer's own session, if that was one of them: to sign out at the identity provider, too. */
  idToken: string | null;
};

/**
 * Ends all sessions of a member of staff and records it, both or neither; for administrators.
 * @returns null when there is no such member of staff
 * @throws LarderError `audit-failed`, and the sessions go on
 */
export async function endSessionsOf(viewer: Staff, staffId: string): Promise<Ended | null> {
  if (viewer.role !== "admin" || !z.guid().safeParse(staffId).success) return null;
  return transaction(async (tx, client) => {
    const [member] = await tx.select({ id: staff.id }).from(staff).where(eq(staff.id, staffId));
    if (!member) return null;
    const ended = await tx
      .delete(sessions)
      .where(eq(sessions.staffId, member.id))
      .returning({ id: sessions.id, idToken: sessions.idToken });
    const event = { event: "staff.sessions-ended", subjectId: member.id, sessions: ended.length } as const;
    await recordEvent(viewer, event, client);
    const own = ended.find(({ id }) => id === viewer.sessionId);
    return { sessions: ended.length, idToken: own?.idToken ?? null };
  });
}
