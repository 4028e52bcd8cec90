// Vitest's global setup: one PostgreSQL for the whole run, unless scripts/test.ts has already started one.
import { startTemporaryPostgres } from "@/launcher/postgres";
import { buildTestDatabaseEnvironment, prepareTemplate } from "./database";

export default async function setUp(): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_ADMIN_URL
    ? undefined
    : await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  if (server) Object.assign(process.env, buildTestDatabaseEnvironment(server));
  await prepareTemplate();
  return async () => {
    await server?.stop();
  };
}
