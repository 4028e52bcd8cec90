import type { Repair } from "../files/types";
import { addCounts, type BatchReport, createCounts } from "../types";
import type { RunFindings } from "./types";

/** Different repairs, and lines with a shared address, that are told one by one. */
const mostTold = 50;

export const createFindings = (): RunFindings => ({
  counts: createCounts(),
  ...{ repairs: [], shared: [], sharedCount: 0, missing: null },
});

/** Repairs whose values are few in a file, and each worth a look. Of the others the first value stands for all. */
const told: readonly Repair["code"][] = ["country", "language", "flag"];

const isAlike = (one: Repair, other: Repair): boolean =>
  one.code === other.code &&
  one.field === other.field &&
  (!told.includes(one.code) || (one.value === other.value && one.to === other.to));

/** Adds what a batch did. Of endless different repairs the first ones are counted. */
export function addReport(findings: RunFindings, report: BatchReport): void {
  addCounts(findings.counts, report);
  for (const repair of report.repairs) {
    const same = findings.repairs.find((each) => isAlike(each, repair));
    if (same) same.count += 1;
    else if (findings.repairs.length < mostTold) findings.repairs.push({ ...repair, count: 1 });
  }
  for (const { line, sharesAddress } of report.outcomes) {
    if (!sharesAddress) continue;
    findings.sharedCount += 1;
    if (findings.shared.length < mostTold) findings.shared.push(line);
  }
}
