import { eq, or, sql } from "drizzle-orm";
import { emailCodes } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";

/**
 * SQL condition: whether a code concerns a customer, requested by them or sent to their address.
 * @param email of the customer; null for none
 */
export const isCodeOf = (scope: CustomerScope, email: string | null) =>
  or(
    eq(emailCodes.customerId, scope.customerId),
    email === null ? undefined : sql`lower(${emailCodes.email}) = lower(${email})`,
  );
