// Says in one line where and how a run was made.
import { availableParallelism, totalmem } from "node:os";
import { connect } from "@/launcher/connect";
import type { Postgres } from "@/launcher/postgres";

/** @param database one of those in use, to name PostgreSQL's version */
export async function describeRun(database: Postgres | undefined, ...further: string[]): Promise<string> {
  const programs = [`Node ${process.versions.node}`, ...(database ? [await readVersion(database)] : [])];
  const machine = `${availableParallelism()} processors, ${Math.round(totalmem() / 2 ** 30)} GB of memory`;
  return `${[machine, programs.join(", "), ...further].join("; ")}.`;
}

async function readVersion({ appUrl }: Postgres): Promise<string> {
  const client = await connect(appUrl);
  try {
    const { rows } = await client.query(
      "select split_part(current_setting('server_version'), ' ', 1) as version",
    );
    return `PostgreSQL ${rows[0].version}`;
  } finally {
    await client.end();
  }
}
