import { createHandle, customers, devices, type Tx, transaction, units } from "@/lib/db";
import { hashClaimCode } from "@/lib/devices/hash-claim-code";
import { findModel, saveModel } from "@/lib/models";
import { Model } from "@/lib/models/schemas";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { connect } from "./connect";
import { demoDevices, demoPeople, demoUnits, deriveClaimCode, deriveSerial, getModelId } from "./demo-data";
import { demoModels } from "./demo-models";

/** Inserts the demo's models, customers and devices. Leaves existing rows unchanged. */
export async function seed(ownerUrl: string): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    await transaction(async (tx) => {
      for (const model of demoModels) await seedModel(Model.parse(model), tx);
      const unitRows = demoUnits.map(({ modelId, serial }) => {
        return { modelId, serial, ...hashClaimCode(deriveClaimCode(serial)) };
      });
      await tx.insert(units).values(unitRows).onConflictDoNothing();
      await seedPeople(tx);
    }, createHandle(client));
  } finally {
    await client.end();
  }
}

async function seedModel({ modelId, ...content }: Model, tx: Tx): Promise<void> {
  const scope = partnerScope(system, "catalogue:write") as PartnerScope<"catalogue:write">;
  const found = await findModel(scope, modelId, tx);
  // In a database of the first version a slot has only a name, which is also its key.
  if (found && !found.slots.some(({ instance, name }) => instance === name)) return;
  const saved = await saveModel(scope, modelId, content, tx);
  if (!saved.ok)
    throw new Error(`The demo's model ${modelId} was refused: ${JSON.stringify(saved.problems)}`);
}

async function seedPeople(tx: Tx): Promise<void> {
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
        modelId: getModelId(model),
        serial: deriveSerial(person.subject, index),
        registeredAt: new Date(Date.now() - (index + 1) * 9 * day),
      })),
    );
  }
}
