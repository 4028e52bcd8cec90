import type { ColumnChoice } from "@/components/imports/column-table";
import type { ToldReject } from "@/components/imports/reject-table";
import { isolate } from "@/components/ui/isolate";
import { getTranslations } from "@/lib/i18n/intl";
import { type Column, fields, type ImportRun, type Reject, type Target } from "@/lib/import";
import { describeWith } from "@/lib/import/words";
import { leaveOut, mostColumns } from "../options";

/** Longest row that a page shows, in characters. */
const longestRow = 400;

/** Puts what an import has found into words. */
export async function createRunWords() {
  const t = await getTranslations("imports");
  const words = describeWith(t as never, true);
  const listOptions = (target: Target, { header, field }: Column): ColumnChoice["options"] => {
    const own = target === "customer" ? [nameSource(header)] : [];
    const values = new Set([leaveOut, ...fields[target], ...(field ? [field] : []), ...own]);
    return [...values].map((value) => [value, value === leaveOut ? t("reading.leave") : words.field(value)]);
  };
  return {
    fault: ({ fault }: ImportRun) => fault && words.fault(fault),
    repairs: ({ findings }: ImportRun) =>
      findings.repairs.map((repair) => ({ text: words.repair(repair), count: repair.count })),
    columns: ({ reading }: ImportRun): ColumnChoice[] => {
      const target = reading?.target;
      if (!target) return [];
      return reading.columns.slice(0, mostColumns).map((column) => ({
        header: column.header,
        field: column.field ?? leaveOut,
        options: listOptions(target, column),
      }));
    },
    rejects: ({ reading }: ImportRun, rejects: readonly Reject[]): ToldReject[] =>
      rejects.map(({ line, cells, reasons }) => {
        const row = cells.join(reading?.delimiter === "\t" ? "  " : (reading?.delimiter ?? ""));
        return {
          line,
          row: row.length > longestRow ? `${row.slice(0, longestRow)}…` : row,
          reasons: [...new Set(reasons.map((reason) => isolate(words.reason(reason))))],
        };
      }),
  };
}

/** Names another system after the header of its column: `Shop ID` becomes `otherIds.shop-id`. */
function nameSource(header: string): string {
  const name = header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return `otherIds.${name.slice(0, 32).replace(/-+$/, "") || "crm"}`;
}
