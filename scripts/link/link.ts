// npm run -s link -- …: builds and checks Dash links on the command line, with the portal's own rules.

import { UsageError } from "@/scripts/usage-error";
import { build } from "./build";
import { checkLines, checkOne } from "./check";
import { help, parseOptions, type Streams } from "./usage";
import { escapeUnprintable } from "./words";

/**
 * Runs the link command. Results go to standard output, everything else to standard error.
 * @returns the exit status: 0 success, 1 problems found or link refused, 2 wrong usage
 */
export async function runLink(args: string[], streams: Streams): Promise<number> {
  try {
    const given = parseOptions(args);
    if (given.help) return write(streams.stdout, help, 0);
    if (given.check === undefined) return build(given, streams);
    for (const name of Object.keys(given))
      if (!["check", "json", "exit-scheme"].includes(name))
        throw new UsageError(`--${name} builds a link; it cannot be used with --check.`);
    return given.check === "-" ? await checkLines(given, streams) : checkOne(given.check, given, streams);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const message = error.message.split("\n").map(escapeUnprintable).join("\n");
    return write(streams.stderr, `${message}\nnpm run -s link -- --help shows how.\n`, 2);
  }
}

function write(stream: Streams["stdout"], text: string, status: number): number {
  stream.write(text);
  return status;
}

if (process.argv[1] === import.meta.filename) {
  // A reader that closes early, such as `head`, is not an error.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  process.exitCode = await runLink(process.argv.slice(2), process);
}
