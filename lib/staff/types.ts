import type { Staff } from "@/lib/viewer";

/** A member of staff as administrators see them. */
export type StaffMember = {
  id: string;
  name: string | null;
  email: string | null;
  /** From their last sign-in. */
  role: Staff["role"];
  /** Null if they have not used the portal since this is stored. */
  seenAt: Date | null;
  /** Number of active sessions, neither idle too long nor expired. */
  sessions: number;
};
