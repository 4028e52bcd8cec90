import {
  encodings,
  type FileFault,
  type Matches,
  type MatchReport,
  matchResults,
  plainFaultCodes,
} from "@/lib/import";

/** What the page shows: how many people there are, and what their first sign-in would do. */
export type ShownMatches = Pick<MatchReport, "rows" | "outcomes">;

type Parameters = Record<string, string | string[] | undefined>;

/** Writes a report as parameters of the page's address: it has counts and lines, and names nobody. */
export const writeReport = ({ rows, outcomes }: ShownMatches): Record<string, string> => ({
  rows: String(rows),
  ...Object.fromEntries(
    matchResults.flatMap((result) => {
      const { count, lines } = outcomes[result];
      return count > 0 ? [[result, `${count}:${lines.join(".")}`]] : [];
    }),
  ),
});

/** Reads what `writeReport` wrote; null without a report. */
export function readReport(parameters: Parameters): ShownMatches | null {
  const rows = readCount(parameters.rows);
  if (rows === null) return null;
  const outcomes = Object.fromEntries(
    matchResults.map((result) => [result, readMatches(parameters[result])]),
  ) as MatchReport["outcomes"];
  return { rows, outcomes };
}

const readCount = (text: unknown): number | null =>
  typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : null;

function readMatches(text: unknown): Matches {
  const [count, lines = ""] = typeof text === "string" ? text.slice(0, 200).split(":") : [];
  return {
    count: readCount(count) ?? 0,
    lines: lines.split(".").flatMap((line) => readCount(line) ?? []),
  };
}

/** What is wrong with a file, without anything that stands in it. */
export type ShownFault =
  | Extract<
      FileFault,
      { code: (typeof plainFaultCodes)[number] | "quote-open" | "line-long" | "encoding-broken" }
    >
  | "columns";

/** Writes a fault as parameters of the page's address. */
export function writeFault(fault: FileFault): Record<string, string> {
  return {
    fault: fault.code,
    ...("line" in fault && { line: String(fault.line) }),
    ...("encoding" in fault && { encoding: fault.encoding }),
  };
}

/** Reads what `writeFault` wrote; other faults are about columns. Null without one. */
export function readFault({ fault, line: given, encoding: named }: Parameters): ShownFault | null {
  if (typeof fault !== "string") return null;
  const code = plainFaultCodes.find((each) => each === fault);
  if (code) return { code };
  const line = readCount(given) ?? 1;
  const encoding = encodings.find((each) => each === named);
  if (fault === "quote-open" || fault === "line-long") return { code: fault, line };
  return fault === "encoding-broken" && encoding ? { code: fault, line, encoding } : "columns";
}
