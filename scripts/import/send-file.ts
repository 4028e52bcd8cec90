// Part of npm run import: sends a file to a portal elsewhere.
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ProblemCode } from "@/lib/errors";
import {
  addReport,
  type CheckedLine,
  importRows,
  type LineOutcome,
  type Outcome,
  openFile,
  type RunFindings,
  type RunOptions,
  type RunStep,
} from "@/lib/import";
import { explainCertificate } from "@/lib/observability";

/** A portal, and the key of whoever imports there. */
export type Portal = { origin: string; key: string };

/**
 * Milliseconds for which the portal may be away before the import gives up, and the first and the longest wait between
 * two tries.
 */
const [patience, firstWait, longestWait] = [300_000, 500, 15_000];

/**
 * Imports a file through the API of a portal. `findings` is up to date at each step.
 * @param say tells that the portal is away
 */
export async function* sendFile(
  portal: Portal,
  bytes: AsyncIterable<Uint8Array>,
  options: RunOptions,
  findings: RunFindings,
  say: (text: string) => void,
): AsyncGenerator<RunStep> {
  const opened = await openFile(bytes, options);
  if (!opened.ok) {
    yield { fault: opened.fault };
    return;
  }
  const { reading, rows } = opened;
  yield { reading };
  const reports = importRows(rows, async (lines, report) => report(await sendLines(portal, lines, say)), {
    target: reading.target,
  });
  for await (const report of reports) {
    if ("fault" in report) yield report;
    else {
      addReport(findings, report);
      yield { report };
    }
  }
}

const Tally = z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), left: z.number() });
/** The part of an answer that is needed; newer portals may say more. */
const Answer = z.object({
  customers: Tally,
  devices: Tally,
  faults: z.array(
    z.object({
      line: z.number(),
      code: z.string(),
      pointer: z.string().optional(),
      subject: z.string().optional(),
    }),
  ),
  warnings: z.array(z.object({ line: z.number(), code: z.string() })),
});
type Answer = z.infer<typeof Answer>;

/** Sends lines until the portal has answered. All writes can be repeated. @throws Error that says what to do */
async function sendLines(
  portal: Portal,
  lines: readonly CheckedLine[],
  say: (text: string) => void,
): Promise<LineOutcome[]> {
  if (lines.length === 0) return [];
  const body = lines.map(({ item }) => `${JSON.stringify(item)}\n`).join("");
  const until = performance.now() + patience;
  for (let wait = firstWait; ; wait = Math.min(2 * wait, longestWait)) {
    const answered = await post(portal, body);
    if ("answer" in answered) return describe(lines, answered.answer);
    if (performance.now() > until) throw new Error(`${portal.origin} is not available: ${answered.reason}`);
    if (wait === firstWait) say(`${portal.origin} is not available (${answered.reason}). Trying again …`);
    await sleep(answered.seconds === null ? wait : answered.seconds * 1000);
  }
}

type Posted = { answer: Answer } | { reason: string; seconds: number | null };

async function post({ origin, key }: Portal, body: string): Promise<Posted> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" };
  try {
    const response = await fetch(`${origin}/api/v1/import`, {
      method: "POST",
      headers,
      body,
      redirect: "error",
    });
    const content: unknown = await response.json().catch(() => null);
    if (response.ok) return { answer: Answer.parse(content) };
    const { title, detail } = { title: "", detail: "", ...(content as object | null) };
    const reason = `${response.status} ${title} ${detail}`.trim();
    if (![429, 502, 503, 504].includes(response.status))
      throw new Error(`${origin} refuses the import: ${reason}`);
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    return { reason, seconds: Number.isFinite(seconds) ? seconds : null };
  } catch (error) {
    // What fetch throws when the connection fails or breaks.
    if (!(error instanceof TypeError)) throw error;
    const { cause } = error;
    return {
      reason: explainCertificate(cause instanceof Error ? cause.message : error.message),
      seconds: null,
    };
  }
}

/** Says for each line what became of it. Which of the good lines are new is not answered; how many is. */
function describe(lines: readonly CheckedLine[], { faults, warnings, ...tallies }: Answer): LineOutcome[] {
  const faultOf = new Map(faults.map((fault) => [fault.line, fault]));
  const shared = new Set(warnings.map(({ line }) => line));
  const rest = {
    customer: listOutcomes(tallies.customers).values(),
    device: listOutcomes(tallies.devices).values(),
  };
  return lines.map(({ line, item: { type } }, index) => {
    const fault = faultOf.get(index + 1);
    const sharesAddress = shared.has(index + 1);
    if (!fault) return { line, type, outcome: rest[type].next().value ?? "same", sharesAddress };
    const { code, pointer, subject } = fault;
    const problem = {
      code: code as ProblemCode,
      ...(pointer && { field: pointer.slice(1).replaceAll("/", ".") }),
      ...(subject !== undefined && { subject }),
    };
    return { line, type, outcome: "rejected", problem, sharesAddress };
  });
}

const listOutcomes = (tally: z.infer<typeof Tally>): Outcome[] => [
  ...Array<Outcome>(tally.new).fill("new"),
  ...Array<Outcome>(tally.changed).fill("changed"),
  ...Array<Outcome>(tally.unchanged).fill("same"),
  ...Array<Outcome>(tally.left).fill("left"),
];
