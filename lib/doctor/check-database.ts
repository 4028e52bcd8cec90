import type { Client } from "pg";
import { createHandle, findPooling, type Pooling } from "@/lib/db";
import {
  explainFailure,
  findLimitWarning,
  findTlsWarning,
  judgePooling,
  listRequirements,
  listRoleRequirements,
  listServerRequirements,
  openConnection,
  type Requirement,
} from "@/lib/health";
import { fail, fine, judge, note, warn } from "./findings";
import type { Finding } from "./types";

const ways: Record<Pooling, string> = {
  none: "directly",
  session: "through a pooler in session mode",
  transaction: "through a pooler in transaction mode",
  statement: "through a pooler in statement mode",
};

/**
 * Checks the database: the way there, its version, its migrations, roles, rights, clock and connections.
 * @param url DATABASE_URL
 * @param pooler DATABASE_POOLER
 * @param wait in milliseconds, for a connection and for each query
 * @returns the findings, and whether the tables are there
 */
export async function checkDatabase(
  url: string,
  pooler: "session" | "transaction",
  wait: number,
): Promise<{ findings: Finding[]; isMigrated: boolean }> {
  let client: Client | undefined;
  try {
    const open = () => openConnection(url, wait);
    const pooling = await findPooling(open);
    const wrong = judgePooling(pooling, pooler);
    if (wrong) return { findings: [fail(wrong)], isMigrated: false };
    client = await open();
    const tx = createHandle(client);
    const { host, port, database, ssl } = client;
    const needed = await listRequirements(tx);
    const isMigrated = !needed.some(({ hindrance }) => hindrance?.fix.includes("db:migrate"));
    const roles = isMigrated
      ? await attempt(() => listRoleRequirements(tx))
      : [note("Rights and the audit are not checked: the migration comes first.")];
    const findings = [
      fine(`${database} at ${host}:${port} answers, ${ways[pooling]}.`),
      warnOr(
        findTlsWarning(client, url),
        ssl ? "The connection is encrypted." : "The connection needs no TLS.",
      ),
      warnOr(await findLimitWarning(client, pooler), "Statements that run too long are stopped."),
      ...needed.map(judge),
      ...roles,
      ...(await attempt(() => listServerRequirements(tx))),
    ];
    return { findings, isMigrated };
  } catch (error) {
    return { findings: [fail(explainFailure(error))], isMigrated: false };
  } finally {
    await client?.end().catch(() => {});
  }
}

const warnOr = (warning: Parameters<typeof warn>[0] | null, met: string) =>
  warning ? warn(warning) : fine(met);

/** Keeps what fails from hiding what was found already. */
async function attempt(list: () => Promise<Requirement[]>): Promise<Finding[]> {
  return list().then(
    (found) => found.map(judge),
    (error) => [fail(explainFailure(error))],
  );
}
