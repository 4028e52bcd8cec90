// Part of npm run link: checks links.
import { pipeline } from "node:stream/promises";
import { inspectLink } from "@/lib/dash";
import { readExitSchemes } from "./build";
import { longestLine, splitLines } from "./lines";
import type { LinkOptions, Streams } from "./usage";
import { describeLink, describeProblems, formatJson, type LinkProblem } from "./words";

type Checked = { link: object; problems: readonly LinkProblem[] };

const tooLong: Checked = {
  link: {},
  problems: [
    {
      code: "line-too-long",
      parameter: "url",
      message: `The link is longer than ${longestLine} bytes: write one link per line.`,
    },
  ],
};

/** Describes one link and its problems. @returns the exit status */
export function checkOne(url: string, given: LinkOptions, { stdout }: Streams): number {
  const checked = inspectLink(url, { exitSchemes: readExitSchemes(given) });
  stdout.write(given.json ? formatJson(checked) : formatFull(checked));
  return checked.problems.length > 0 ? 1 : 0;
}

function formatFull({ link, problems }: Checked): string {
  const parts = describeLink(link).map(([name, text]) => `${name.padEnd(7)}  ${text}\n`);
  const count = problems.length === 1 ? "1 problem:" : `${problems.length} problems:`;
  const verdict =
    problems.length === 0 ? "No problem found.\n" : `${count}\n${describeProblems(problems, "  ")}`;
  return `${parts.join("")}${parts.length > 0 ? "\n" : ""}${verdict}`;
}

/**
 * Checks one link per line as a stream, in constant memory. Skips empty lines; ends quietly when the reader
 * of its output closes. @returns the exit status
 */
export async function checkLines(given: LinkOptions, { stdin, stdout, stderr }: Streams): Promise<number> {
  const options = { exitSchemes: readExitSchemes(given) };
  let checkedLines = 0;
  let wrongLines = 0;

  async function* check(chunks: AsyncIterable<Buffer>) {
    let lineNumber = 0;
    // One write per chunk: a write per line would cost more than the check.
    for await (const lines of splitLines(chunks)) {
      let text = "";
      for (const line of lines) {
        lineNumber += 1;
        if (line === "") continue;
        const checked: Checked = line === null ? tooLong : inspectLink(line, options);
        checkedLines += 1;
        if (checked.problems.length > 0) wrongLines += 1;
        text += given.json ? formatJson({ line: lineNumber, ...checked }) : formatShort(lineNumber, checked);
      }
      yield text;
    }
  }

  try {
    await pipeline(stdin, check, stdout, { end: false });
    stderr.write(`${checkedLines} ${checkedLines === 1 ? "link" : "links"}, ${wrongLines} with problems.\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
  return wrongLines > 0 ? 1 : 0;
}

function formatShort(lineNumber: number, { link, problems }: Checked): string {
  const parts = describeLink(link).map((pair) => `, ${pair.join(" ")}`);
  const verdict = problems.length === 0 ? "fine" : "wrong";
  return `${lineNumber}: ${verdict}${parts.join("")}\n${describeProblems(problems, "   ")}`;
}
