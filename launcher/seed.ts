import { drizzle } from "drizzle-orm/node-postgres";
import { Client } from "pg";
import { customers, deviceModels, devices, slots, units } from "@/lib/db/schema";
import { hashClaimCode } from "@/lib/devices/hash-claim-code";
import { demoDevices, demoModels, demoPeople, demoUnits, deriveClaimCode, deriveSerial } from "./demo-data";

/** Inserts the demo's models, customers and devices. Leaves existing rows unchanged. */
export async function seed(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const db = drizzle({ client, casing: "snake_case" });
    await db.transaction(async (tx) => {
      for (const { slots: parts, ...model } of demoModels) {
        await tx.insert(deviceModels).values(model).onConflictDoNothing();
        const rows = parts.map((part, position) => ({
          ...part,
          position,
          instance: part.name,
          modelId: model.modelId,
        }));
        await tx.insert(slots).values(rows).onConflictDoNothing();
      }
      const unitRows = demoUnits.map(({ modelId, serial }) => {
        return { modelId, serial, ...hashClaimCode(deriveClaimCode(serial)) };
      });
      await tx.insert(units).values(unitRows).onConflictDoNothing();
      for (const person of demoPeople.filter(({ roles }) => !roles)) {
        // The first sign-in fills in the rest of the profile.
        const [made] = await tx
          .insert(customers)
          .values({
            externalId: person.subject,
            name: person.name,
            email: person.emailVerified ? person.email : null,
          })
          .onConflictDoNothing()
          .returning({ id: customers.id });
        const owned = demoDevices[person.subject];
        if (!made || !owned) continue;
        const day = 24 * 3600_000;
        await tx.insert(devices).values(
          owned.map(([name, model], index) => ({
            name,
            customerId: made.id,
            modelId: (demoModels[model] as (typeof demoModels)[number]).modelId,
            serial: deriveSerial(person.subject, index),
            registeredAt: new Date(Date.now() - (index + 1) * 9 * day),
          })),
        );
      }
    });
  } finally {
    await client.end();
  }
}
