// Vitest's global setup: one PostgreSQL for the whole run, unless scripts/test.ts has already started one, and the
// programs of dist/ without Next, for the tests of the worker and the commands.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { bundlePrograms, writeManifest } from "@/launcher/bundle";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { buildTestDatabaseEnvironment, prepareTemplate } from "./database";

export default async function setUp(): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_ADMIN_URL
    ? undefined
    : await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  if (server) Object.assign(process.env, buildTestDatabaseEnvironment(server));
  await prepareTemplate();
  const programs = mkdtempSync(path.join(os.tmpdir(), "larder-programs-"));
  await bundlePrograms(programs);
  writeManifest(programs);
  process.env.TEST_PROGRAMS = programs;
  return async () => {
    rmSync(programs, { recursive: true });
    await server?.stop();
  };
}
