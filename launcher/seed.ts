import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { createHandle, customers, type Tx, units } from "@/lib/db";
import { hashClaimCode } from "@/lib/devices";
import { createFindings, createWriter, type ImportWriter, runFile, startRun } from "@/lib/import";
import { readCatalogue } from "@/lib/models";
import { Model } from "@/lib/models/schemas";
import type { PartnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { catalogueScope, importCatalogue } from "@/scripts/catalogue/import-catalogue";
import { connect } from "./connect";
import { demoDevices, demoPeople, demoUnits, deriveClaimCode, deriveSerial, getModelId } from "./demo-data";
import { demoModels } from "./demo-models";

/** Imports the demo's catalogue and files, as a partner would. What is there stays. */
export async function seed(ownerUrl: string): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    const tx = createHandle(client);
    await seedModels(tx);
    if ((await tx.$count(customers)) === 0) {
      await importRows("customers.csv", listCustomers(), tx);
      await importRows("devices.csv", listDevices(), tx);
    }
    // Codes that the demo prints, and not drawn ones.
    const unitRows = demoUnits.map(({ modelId, serial }) => {
      return { modelId, serial, ...hashClaimCode(deriveClaimCode(serial)) };
    });
    await tx.insert(units).values(unitRows).onConflictDoNothing();
  } finally {
    await client.end();
  }
}

/** Adds the models that are missing, and completes those of the first version. */
async function seedModels(tx: Tx): Promise<void> {
  const present = new Map((await readCatalogue(catalogueScope, tx)).map((model) => [model.modelId, model]));
  const wanted = demoModels.filter(({ modelId }) => {
    const slots = present.get(modelId)?.slots;
    // In a database of the first version a slot has only a name, which is also its key.
    return !slots || slots.some(({ instance, name }) => instance === name);
  });
  if (wanted.length === 0) return;
  const said: string[] = [];
  const order = { action: "import", file: "", out: "", yes: true, remove: false } as const;
  const models = wanted.map((model) => Model.parse(model));
  const status = await importCatalogue(models, order, (line) => said.push(line), null, tx);
  if (status !== 0) throw new Error(`The demo's catalogue was refused:\n${said.join("\n")}`);
}

/** The first sign-in fills in the rest of the profile. */
const listCustomers = () => [
  ["Customer number", "Name", "E-mail"],
  ...demoPeople
    .filter(({ roles }) => !roles)
    .map(({ subject, name, email, emailVerified }) => [subject, name, emailVerified ? email : ""]),
];

/** The day on which the demo's newest devices were registered: before all that they report. */
const newest = Date.parse("2024-12-31T00:00:00Z");
const day = 24 * 3600_000;

const listDevices = () => [
  ["Model", "Serial number", "Owner", "Name", "Registered"],
  ...Object.entries(demoDevices).flatMap(([owner, owned]) =>
    owned.map(([name, model], index) => [
      ...[getModelId(model), deriveSerial(owner, index), owner, name],
      new Date(newest - index * 9 * day).toISOString(),
    ]),
  ),
];

/** Imports rows as the file that they would be. */
async function importRows(fileName: string, rows: string[][], tx: Tx): Promise<void> {
  const writer = createWriter(system) as ImportWriter;
  const scope = writer.customers as PartnerScope<"customers:write">;
  const started = await startRun(scope, { fileName, options: {} }, "applying", tx);
  const run = { ...started, options: {}, findings: createFindings(), line: 0 };
  const bytes = Readable.from([Buffer.from(stringify(rows))]);
  for await (const step of runFile(writer, run, bytes, { matchEmail: false }, tx)) {
    const isRefused = "fault" in step || ("report" in step && step.report.rejected.length > 0);
    if (isRefused) throw new Error(`The demo's ${fileName} was refused: ${JSON.stringify(step)}`);
  }
}
