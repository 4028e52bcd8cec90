import path from "node:path";
import { loadTheme } from "@/lib/brand";
import { declareBuild, declareProgram, env } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";
import { inspectDatabase } from "@/lib/health";
import { readPartnerLinks } from "@/lib/i18n/partner-links";
import { readPartnerTexts } from "@/lib/i18n/partner-texts";
import { log } from "@/lib/observability";
import { getBasePath } from "@/lib/routes";
import { findBuild, type Manifest, readManifest } from "./manifest";

/**
 * Checks what portal and worker need before they start: a complete build, right settings, and a database that
 * serves this build.
 * @param directory of the build
 * @throws Error whose message says what to do
 */
export async function prepare(directory: string): Promise<void> {
  const manifest = readManifest(directory);
  declareBuild(manifest);
  loadSettings();
  // Next's server changes the working directory before it reads the files.
  for (const name of ["PARTNER_TEXTS", "PARTNER_LINKS", "PARTNER_STYLESHEET"])
    if (process.env[name]) process.env[name] = path.resolve(process.env[name]);
  for (const check of listChecks(manifest)) check();
  const { DATABASE_URL, DATABASE_POOLER } = env();
  const { hindrance, warnings } = await inspectDatabase(DATABASE_URL, DATABASE_POOLER);
  if (hindrance) throw new Error(hindrance);
  for (const warning of warnings) log().warn({ what: "database", warning });
}

/** Lists what must fit the settings, besides the database: each throws an Error that says what to do. */
export const listChecks = (build: Manifest) => [
  () => checkBasePath(build.basePath),
  () => readPartnerTexts(env().PARTNER_TEXTS),
  () => readPartnerLinks(env().PARTNER_LINKS),
  () => loadTheme(env().PARTNER_ACCENT, env().PARTNER_STYLESHEET),
];

/** @throws Error if NEXTAUTH_URL has another path than the build */
function checkBasePath(built: string): void {
  const wanted = getBasePath();
  if (built === wanted) return;
  throw new Error(
    `NEXTAUTH_URL has ${wanted ? `the path ${wanted}` : "no path"}, and the build has ${built || "none"}. Build again: ${wanted ? `BASE_PATH=${wanted} ` : ""}npm run build`,
  );
}

/**
 * Runs a program. If it throws, prints the message alone and exits with 1.
 * @param program its name in the database's list of connections
 */
export async function runMain(program: string, work: () => Promise<void>): Promise<void> {
  try {
    declareProgram(program);
    const build = findBuild(path.dirname(process.argv[1] ?? ""));
    if (build) declareBuild(build);
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}
