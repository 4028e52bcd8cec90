// Writes results into the documents.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/launcher/paths";

/** Replaces what stands between the markers `<!-- name:begin -->` and `<!-- name:end -->`, or adds both at the end. */
export function writeSection(name: string, text: string, document = "docs/benchmarks.md"): void {
  const file = path.join(root, document);
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const section = `${begin}\n\n${text.trim()}\n\n${end}`;
  const old = existsSync(file) ? readFileSync(file, "utf8") : "# Benchmarks\n";
  const [first, last] = [old.indexOf(begin), old.indexOf(end)];
  const isThere = first >= 0 && last > first;
  const before = isThere ? old.slice(0, first) : `${old.trimEnd()}\n\n`;
  const after = isThere ? old.slice(last + end.length) : "\n";
  writeFileSync(file, before + section + after);
}

/** Formats a Markdown table; columns beyond the first are numbers. */
export function formatTable(head: string[], rows: string[][]): string {
  const widths = head.map((cell, at) =>
    Math.max(3, cell.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const pad = (cell: string, at: number) =>
    at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[0] ?? 0);
  const line = (cells: string[]) => `| ${cells.map(pad).join(" | ")} |`;
  const rule = widths.map((width, at) => (at ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}
