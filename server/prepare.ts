import path from "node:path";
import { Client } from "pg";
import { createHandle } from "@/lib/db";
import { declareBuild, env } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";
import { explainFailure, findHindrance } from "@/lib/health";
import { readPartnerTexts } from "@/lib/i18n/partner-texts";
import { readManifest } from "./manifest";

/**
 * Checks what portal and worker need before they start: a complete build, right settings, and a database that
 * serves this build.
 * @param directory of the build
 * @throws Error whose message says what to do
 */
export async function prepare(directory: string): Promise<void> {
  declareBuild(readManifest(directory));
  loadSettings();
  // Next's server changes the working directory before it reads the file.
  if (process.env.PARTNER_TEXTS) process.env.PARTNER_TEXTS = path.resolve(process.env.PARTNER_TEXTS);
  readPartnerTexts(env().PARTNER_TEXTS);
  const hindrance = await inspectDatabase(env().DATABASE_URL);
  if (hindrance) throw new Error(hindrance);
}

/** Uses a connection of its own: the pool is Next's, which brings its own copy of the driver. */
async function inspectDatabase(connectionString: string): Promise<string | null> {
  let client: Client | undefined;
  try {
    // Throws if the address names a certificate file that cannot be read.
    client = new Client({ connectionString, connectionTimeoutMillis: 4000, query_timeout: 4000 });
    await client.connect();
    return await findHindrance(createHandle(client));
  } catch (error) {
    return explainFailure(error);
  } finally {
    await client?.end().catch(() => {});
  }
}

/** Runs a program. If it throws, prints the message alone and exits with 1. */
export async function runMain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}
