import type { Readable, Writable } from "node:stream";
import { parseArgs } from "node:util";
import { build } from "./link-build";
import { checkLines, checkOne } from "./link-check";
import { help, UsageError } from "./link-usage";

/** The streams of a process, or a test's own. */
export type Streams = { stdin: Readable; stdout: Writable; stderr: Writable };

const options = {
  check: { type: "string" },
  card: { type: "string" },
  page: { type: "string" },
  country: { type: "string" },
  locale: { type: "string" },
  vendor: { type: "string" },
  model: { type: "string" },
  exit: { type: "string" },
  app: { type: "boolean" },
  style: { type: "string" },
  "supply-page": { type: "string" },
  sensor: { type: "string", multiple: true },
  "exit-scheme": { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export type LinkOptions = ReturnType<typeof parse>;

/**
 * Runs the link command. Results go to standard output, everything else to standard error.
 * @returns the exit status: 0 fine, 1 problems found or link refused, 2 wrong usage
 */
export async function runLink(args: string[], streams: Streams): Promise<number> {
  try {
    const given = parse(args);
    if (given.help) return write(streams.stdout, help, 0);
    if (given.check === undefined) return build(given, streams);
    for (const name of Object.keys(given))
      if (!["check", "json", "exit-scheme"].includes(name))
        throw new UsageError(`--${name} builds a link and says nothing about one that is checked.`);
    return given.check === "-" ? await checkLines(given, streams) : checkOne(given.check, given, streams);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return write(streams.stderr, `${error.message}\nnpm run -s link -- --help shows how.\n`, 2);
  }
}

function parse(args: string[]) {
  try {
    const { values, tokens } = parseArgs({ args, options, tokens: true });
    const names = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
    const twice = names.find((name, index) => names.indexOf(name) < index && !isMultiple(name));
    if (twice) throw new UsageError(`--${twice} stands more than once: give it once.`);
    return values;
  } catch (error) {
    // node:util marks its own with codes of this shape.
    if (!String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS")) throw error;
    throw new UsageError((error as Error).message);
  }
}

function isMultiple(name: string): boolean {
  return name === "sensor" || name === "exit-scheme";
}

function write(stream: Writable, text: string, status: number): number {
  stream.write(text);
  return status;
}
