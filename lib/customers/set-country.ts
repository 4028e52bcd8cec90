import { eq } from "drizzle-orm";
import { customers, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { noteWriter } from "./note-writer";
import type { Country } from "./schemas";

/** Saves the country of a customer's Amazon account in the profile. */
export async function setCountry(scope: CustomerScope, country: Country, tx: Tx = pool()): Promise<void> {
  await tx
    .update(customers)
    .set({ country, writtenBy: noteWriter("customer", "country") })
    .where(eq(customers.id, scope.customerId));
}
