// A portal on a new database of its own, so that its pages show the same whichever tests ran before.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { migrate } from "../../launcher/migrate";
import { root } from "../../launcher/paths";
import type { Portal } from "../../launcher/portal";
import { startTemporaryPostgres } from "../../launcher/postgres";
import { seed } from "../../launcher/seed";
import { startDatabaseProxy } from "../../tests/database-proxy";
import { startOtherPortal } from "../support/portals";
import { sendRawRequest } from "../support/raw-request";

const counter = pathToFileURL(path.join(root, "e2e/budgets/count-intl.js")).href;

/** What a request cost. */
export type Cost = {
  status: number;
  /** Bytes of HTML, uncompressed, and of the scripts and styles that it names, each gzipped. */
  html: number;
  scripts: number;
  styles: number;
  /** Round trips to the database. */
  trips: number;
  /** The objects of Intl that were made, each with its place. */
  made: string[];
};

export type CountedPortal = {
  url: string;
  /** The owner of its database. */
  ownerUrl: string;
  /** Returns the number of round trips to its database since the last call. */
  takeRoundTrips(): number;
  /** Requests a path, with a Cookie header and a language that only resembles one of ours, as most browsers'. */
  measure(path: string, cookie: string): Promise<Cost>;
  stop(): Promise<void>;
};

export async function startCountedPortal(): Promise<CountedPortal> {
  const postgres = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  const directory = mkdtempSync(path.join(os.tmpdir(), "larder-budgets-"));
  const log = path.join(directory, "made");
  const database = await startDatabaseProxy(postgres.appUrl);
  let portal: Portal | undefined;
  const stop = async () => {
    await portal?.stop();
    await database.close();
    await postgres.stop();
    rmSync(directory, { recursive: true });
  };
  try {
    await migrate(postgres.ownerUrl);
    await seed(postgres.ownerUrl);
    const env = { DATABASE_POOLER: undefined, NODE_OPTIONS: `--import=${counter}`, INTL_LOG: log };
    portal = await startOtherPortal({ databaseUrl: database.url, env });
  } catch (error) {
    await stop();
    throw error;
  }
  const { url } = portal;
  const readMade = () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : []);
  const weigh = createScale(url);
  return {
    url,
    ownerUrl: postgres.ownerUrl,
    takeRoundTrips: database.takeRoundTrips,
    measure: async (at, cookie) => {
      const known = readMade().length;
      database.takeRoundTrips();
      const headers = { cookie, accept: "text/html", "accept-language": "de-AT,de;q=0.9,en;q=0.8" };
      const { status, body } = await sendRawRequest(url, at, { headers });
      return {
        ...{ status, trips: database.takeRoundTrips(), made: readMade().slice(known) },
        html: Buffer.byteLength(body),
        // Browsers that know modules leave the others out.
        scripts: await weigh(body, /<script (?![^>]*nomodule)[^>]*?src="([^"]+)"/gi),
        styles: await weigh(body, /<link rel="stylesheet" href="([^"]+)"/g),
      };
    },
    stop,
  };
}

/** Sums the files that a page names, gzipped; fetches each once. */
function createScale(portal: string) {
  const known = new Map<string, number>();
  return async (html: string, names: RegExp): Promise<number> => {
    let sum = 0;
    for (const file of new Set([...html.matchAll(names)].map(([, file = ""]) => file))) {
      const { status, body } = known.has(file)
        ? { status: 200, body: "" }
        : await sendRawRequest(portal, file);
      if (status !== 200) throw new Error(`${file} answers ${status}.`);
      const size = known.get(file) ?? gzipSync(body, { level: 9 }).length;
      known.set(file, size);
      sum += size;
    }
    return sum;
  };
}
