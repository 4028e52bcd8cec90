import { eq, or, sql } from "drizzle-orm";
import { emailCodes } from "@/lib/db";

/** Whether a code is about a customer: asked for by them, or sent to their address. */
export const isCodeOf = ({ id, email }: { id: string; email: string | null }) =>
  or(
    eq(emailCodes.customerId, id),
    email === null ? undefined : sql`lower(${emailCodes.email}) = lower(${email})`,
  );
