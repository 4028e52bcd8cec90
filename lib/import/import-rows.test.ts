import { expect, it } from "vitest";
import type { Row } from "./files/types";
import { importRows } from "./import-rows";
import { batchSize } from "./write-batch";

const row = (line: number): Row => ({
  ...{
    line,
    cells: [`${line}`],
    item: { type: "customer", externalId: `${line}` },
    reasons: [],
    repairs: [],
  },
});

async function* read(count: number, end?: { fault: { code: "quote-open"; line: number } }) {
  for (let line = 1; line <= count; line += 1) yield row(line);
  if (end) yield end;
}

async function run(count: number, end?: { fault: { code: "quote-open"; line: number } }) {
  const said: (number | string)[] = [];
  const reports = importRows(read(count, end), async (_, report) => report([]), { target: null });
  for await (const report of reports) said.push("fault" in report ? report.fault.code : report.line);
  return said;
}

it("reports each batch, and the fault of the file last", async () => {
  const fault = { fault: { code: "quote-open", line: 9 } } as const;
  expect(await run(batchSize + 1)).toEqual([batchSize, batchSize + 1]);
  expect(await run(1, fault)).toEqual([1, "quote-open"]);
  expect(await run(batchSize, fault)).toEqual([batchSize, "quote-open"]);
  expect(await run(0, fault)).toEqual(["quote-open"]);
});

it("writes one batch at a time, and ends with what a write throws", async () => {
  let writing = 0;
  const reports = importRows(
    read(3 * batchSize),
    async (lines, report) => {
      writing += 1;
      expect(writing).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      writing -= 1;
      if (lines.some(({ line }) => line > 2 * batchSize)) throw new Error("the audit could not be written");
      return report([]);
    },
    { target: null },
  );
  const lines: number[] = [];
  const all = async () => {
    for await (const report of reports) if ("line" in report) lines.push(report.line);
  };
  await expect(all()).rejects.toThrow("the audit");
  expect(lines).toEqual([batchSize, 2 * batchSize]);
});
