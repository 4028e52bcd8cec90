import { z } from "@hono/zod-openapi";
import {
  batchSize,
  type CheckedLine,
  createWriter,
  ImportItem,
  type LineOutcome,
  longestLine,
  writeBatch,
} from "@/lib/import";
import type { Result } from "@/lib/result";
import { type Answer, type Api, addOperation } from "./api";
import { listFaults } from "./faults";
import { describeProblem, Fault } from "./problems";

/** Lines that a request may have. */
export const mostLines = 10_000;
/** Faults of one line that the answer lists. */
const mostFaults = 5;

const Counts = z.strictObject({ new: z.int(), changed: z.int(), unchanged: z.int(), left: z.int() }).meta({
  id: "ImportCounts",
  description:
    "`left` are customers who deleted their account, and devices that their owner removed: they stay away.",
});

const LineFault = Fault.omit({ parameter: true })
  .extend({
    line: z.int().meta({ description: "From 1." }),
    subject: z.string().optional().meta({
      description: "What else is needed to correct it: for `serial-conflict`, the registered spelling.",
    }),
    code: z
      .string()
      .meta({ description: "`malformed`, or the problem that the single operation answers with." }),
  })
  .meta({ id: "LineFault" });

const ImportAnswer = z
  .strictObject({
    customers: Counts,
    devices: Counts,
    refused: z.int().meta({ description: "Lines that are in `faults`; nothing of them was written." }),
    faults: z.array(LineFault),
    warnings: z.array(z.strictObject({ line: z.int(), code: z.enum(["address-shared"]) })),
  })
  .meta({ id: "ImportAnswer" });

type Faults = z.infer<typeof LineFault>[];

/** Adds the import. @param matchEmail whether the partner's systems verify addresses */
export function addImport(api: Api, matchEmail: boolean): void {
  addOperation(
    api,
    {
      method: "post",
      path: "/import",
      id: "import",
      tag: "Import",
      summary: "Write many customers and devices",
      description: `One JSON object a line: a \`CustomerItem\` or a \`DeviceItem\`, in UTF-8; at most ${mostLines} lines and 10 MB. Customers are written first, so a device may stand in the same request as its owner. Each line is written as PATCH of a customer and PUT of a device would, except that it also creates the customer, and that \`otherIds\` replaces only the numbers of the sources that it names. Lines are written in batches of ${batchSize}: after an answer that is not 200, send all of them again.`,
      permission: ["customers:write", "devices:write"],
      lines: ImportItem,
      answers: { 200: { description: "What became of the lines.", schema: ImportAnswer } },
    },
    async ({ scope, given }) => {
      const { lines, faults } = readLines(given as string);
      const writer = createWriter(scope.actor);
      if (!writer) throw new Error("The scope was checked before.");
      const isCustomer = ({ item }: CheckedLine) => item.type === "customer";
      const ordered = [...lines.filter(isCustomer), ...lines.filter((line) => !isCustomer(line))];
      const found: LineOutcome[] = [];
      for (let start = 0; start < ordered.length; start += batchSize) {
        const batch = ordered.slice(start, start + batchSize);
        const written: Result<LineOutcome[]> = await writeBatch(writer, batch, { matchEmail });
        if (!written.ok) return written;
        found.push(...written.value);
      }
      return describe(found, faults);
    },
  );
}

function describe(found: readonly LineOutcome[], read: Faults): Answer {
  const count = (type: LineOutcome["type"]) => {
    const tally = (outcome: LineOutcome["outcome"]) =>
      found.filter((each) => each.type === type && each.outcome === outcome).length;
    return { new: tally("new"), changed: tally("changed"), unchanged: tally("same"), left: tally("left") };
  };
  const refused = found.flatMap(({ line, problem }) =>
    problem
      ? [
          {
            ...{ line, code: problem.code, ...describeProblem(problem) },
            ...(problem.subject !== undefined && { subject: problem.subject }),
          },
        ]
      : [],
  );
  const faults = [...read, ...refused].sort((one, other) => one.line - other.line);
  const body: z.infer<typeof ImportAnswer> = {
    customers: count("customer"),
    devices: count("device"),
    refused: new Set(faults.map(({ line }) => line)).size,
    faults,
    warnings: found.flatMap(({ line, sharesAddress }) =>
      sharesAddress ? [{ line, code: "address-shared" as const }] : [],
    ),
  };
  return { status: 200, body };
}

/** Hands lines on, unless something keeps them from being read at all. */
export function readImport(text: string) {
  const count = text.split("\n").filter((line) => line.trim() !== "").length;
  if (count === 0)
    return { code: "json-broken", detail: "There are no lines. Send one JSON object a line." } as const;
  const detail = `An import has at most ${mostLines} lines, not ${count}. Send them in several requests.`;
  return count > mostLines ? ({ code: "body-large", detail } as const) : { given: text };
}

/** Reads lines of JSON; blank ones do not count. */
function readLines(text: string): { lines: CheckedLine[]; faults: Faults } {
  const lines: CheckedLine[] = [];
  const faults: Faults = [];
  for (const [index, written] of text.split("\n").entries()) {
    if (written.trim() === "") continue;
    const line = index + 1;
    const read = readLine(written);
    if ("item" in read) lines.push({ line, item: read.item });
    else
      for (const fault of read.faults.slice(0, mostFaults))
        faults.push({ line, code: "malformed", ...fault });
  }
  return { lines, faults };
}

function readLine(text: string): { item: ImportItem } | { faults: Omit<Fault, "parameter">[] } {
  if (text.length > longestLine) return { faults: [{ detail: "must have at most 64 KiB" }] };
  try {
    const read = ImportItem.safeParse(JSON.parse(text));
    return read.success ? { item: read.data } : { faults: listFaults(read.error.issues, "json") };
  } catch {
    return { faults: [{ detail: "is not JSON" }] };
  }
}
