// Part of npm run import: the command line.
import type { Readable, Writable } from "node:stream";
import { parseArgs } from "node:util";
import { encodings, type RunOptions } from "@/lib/import";
import { UsageError } from "@/scripts/usage-error";

/** The streams of a process, or a test's own. */
export type Streams = { stdin: Readable; stdout: Writable; stderr: Writable & { isTTY?: boolean } };

const options = {
  map: { type: "string", multiple: true },
  as: { type: "string" },
  encoding: { type: "string" },
  delimiter: { type: "string" },
  dates: { type: "string" },
  "dry-run": { type: "boolean" },
  sync: { type: "boolean" },
  force: { type: "boolean" },
  "match-report": { type: "boolean" },
  portal: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** What to import, and how. */
export type Order = {
  files: string[];
  reading: RunOptions;
  dryRun: boolean;
  matchReport: boolean;
  /** Origin of the portal to send the files to; null writes to the database. */
  portal: string | null;
};

/** Reads the command line; null asks for help. @throws UsageError if it is invalid */
export function readOrder(args: string[]): Order | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  if (positionals.length === 0) throw new UsageError("Name a file, or - for standard input.");
  if (positionals.filter((file) => file === "-").length > 1)
    throw new UsageError("Standard input can be read once only.");
  const {
    sync = false,
    force = false,
    "dry-run": dryRun = false,
    "match-report": matchReport = false,
  } = values;
  if (force && !sync) throw new UsageError("--force belongs to --sync.");
  if (matchReport && (sync || dryRun))
    throw new UsageError("--match-report writes nothing and takes neither --sync nor --dry-run.");
  const portal = values.portal === undefined ? null : readOrigin(values.portal);
  if (portal && (sync || dryRun || matchReport))
    throw new UsageError("--sync, --dry-run and --match-report need the database: leave out --portal.");
  const target = readChoice("as", values.as, ["customers", "devices"] as const);
  const encoding = readChoice("encoding", values.encoding, encodings);
  const dates = readChoice("dates", values.dates, ["dmy", "mdy"] as const);
  const delimiter = values.delimiter === "\\t" ? "\t" : values.delimiter;
  if (delimiter !== undefined && !/^[,;|\t]$/.test(delimiter))
    throw new UsageError(`--delimiter ${delimiter}: use one of , ; | or \\t.`);
  const map = readMap(values.map ?? []);
  const reading: RunOptions = {
    ...(target && { target: target === "customers" ? ("customer" as const) : ("device" as const) }),
    ...(encoding && { encoding }),
    ...(dates && { dates }),
    ...(delimiter && { delimiter }),
    ...(Object.keys(map).length > 0 && { map }),
    ...(sync && { sync }),
    ...(force && { force }),
  };
  return { files: positionals, reading, dryRun, matchReport, portal };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readChoice<Choice extends string>(
  name: string,
  given: string | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  if (given === undefined) return undefined;
  const found = choices.find((choice) => choice === given.toLowerCase());
  if (found) return found;
  throw new UsageError(`--${name} ${given}: use one of ${choices.join(", ")}.`);
}

/** Reads a portal's address. A key is sent there, so only with TLS, or to this machine. */
function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url && (url.protocol === "https:" || (url.protocol === "http:" && isLocal))) return url.origin;
  throw new UsageError(`--portal ${text}: use an address such as https://devices.example.com.`);
}

/** Reads `Header=field`. A header may have equals signs, a field has none. */
function readMap(given: string[]): Record<string, string> {
  const pairs = given.map((text) => {
    const place = text.lastIndexOf("=");
    if (place < 1) throw new UsageError(`--map ${text}: write it as in --map "Kundennummer=externalId".`);
    return [text.slice(0, place), text.slice(place + 1)] as const;
  });
  const twice = pairs.find(([header], index) => pairs.findIndex(([other]) => other === header) !== index);
  if (twice) throw new UsageError(`--map names the column ${twice[0]} twice.`);
  return Object.fromEntries(pairs);
}

export const help = `Imports customers and devices from files: CSV, or NDJSON with one object a line.

  npm run -s import -- customers.csv devices.csv
  some-export | npm run -s import -- -

  --dry-run           check the files, and write nothing
  --sync              also remove devices that an import or the API made and that the file no longer has
  --force             with --sync: even if they are more than 5 % of these devices
  --match-report      the files have sign-in ids and addresses: say who would find their devices; write nothing
  --portal URL        send the files to a portal elsewhere; the key is in the variable LARDER_KEY
  --map HEADER=FIELD  what a column is, such as --map "Kundennummer=externalId"; - leaves it out
  --as KIND           what the rows are, if the columns do not say: customers or devices
  --dates ORDER       what 03/04/2026 is: dmy or mdy
  --encoding NAME     ${encodings.join(", ")}; found out otherwise
  --delimiter CHAR    , ; | or \\t; found out otherwise

Customers come before their devices. Rejected rows go to FILE.rejected.csv, with the reason in a column: correct
them and import that file. Running the same import again changes nothing.

Exit status: 0 all rows are in, 1 some were rejected or a file could not be read, 2 wrong usage.
`;
