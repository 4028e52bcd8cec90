import type { Staff } from "@/lib/viewer";

/** A member of staff, as administrators see them. */
export type StaffMember = {
  id: string;
  name: string | null;
  email: string | null;
  /** As their last sign-in named it. */
  role: Staff["role"];
  /** Null for one who has not been here since that is noted. */
  seenAt: Date | null;
  /** How many are alive: neither idle for too long nor over. */
  sessions: number;
};
