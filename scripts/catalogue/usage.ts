// Part of npm run catalogue: the command line.
import type { Readable, Writable } from "node:stream";
import { parseArgs } from "node:util";
import { UsageError } from "@/scripts/usage-error";

/** The streams of a process, or a test's own. */
export type Streams = { stdin: Readable; stdout: Writable; stderr: Writable };

/** Asks a person whether to go on; null where nobody can answer. */
export type Confirm = ((question: string) => Promise<boolean>) | null;

const options = {
  yes: { type: "boolean" },
  remove: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
const actions = ["export", "check", "import", "from-discovery"] as const;

/** What to do, with which file. `out` is where from-discovery writes. */
export type Order = {
  action: (typeof actions)[number];
  file: string;
  out: string;
  yes: boolean;
  remove: boolean;
};

/** Reads the command line; null asks for help. @throws UsageError if it is invalid */
export function readOrder(args: string[]): Order | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [action, file, out, ...more] = positionals;
  const known = actions.find((each) => each === action);
  if (!known) throw new UsageError(`Say what to do: ${actions.join(", ")}.`);
  const takesTwo = known === "from-discovery";
  if (file === undefined || more.length > 0 || (out !== undefined && !takesTwo))
    throw new UsageError(`Name one file${takesTwo ? " or two" : ""} after ${known}, or -.`);
  const { yes = false, remove = false } = values;
  if ((yes || remove) && known !== "import") throw new UsageError("--yes and --remove belong to import.");
  return { action: known, file, out: out ?? "-", yes, remove };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export const help = `Moves the catalogue, all device models and their slots, between a file and the portal.

  npm run -s catalogue -- export FILE     writes the portal's catalogue
  npm run -s catalogue -- check FILE      finds every fault in a file; needs no database
  npm run -s catalogue -- import FILE     checks the file, shows what would change, asks, and changes it
  npm run -s catalogue -- from-discovery FILE [OUT]
                                          drafts a catalogue from your Alexa skill's Discover.Response or
                                          AddOrUpdateReport; needs no database

  FILE and OUT may be -, for standard output or input.
  --yes       import without asking
  --remove    import deletes models that the file lacks

Exit status: 0 done or nothing to do, 1 faults, refused or declined: nothing was changed, 2 wrong usage.
`;
