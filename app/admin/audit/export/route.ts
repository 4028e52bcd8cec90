import { handleStaff } from "@/app/_http/handlers";
import { download, respondProblem, seeOther, streamText } from "@/app/_http/responses";
import { csvHead, exportEvents, writeCsv } from "@/lib/audit";
import type { ExportedRow } from "@/lib/audit/types";
import { routes } from "@/lib/routes";
import { readFilterText } from "../filter";

async function* writeLines(batches: AsyncIterable<ExportedRow[]>): AsyncGenerator<string> {
  yield csvHead;
  for await (const rows of batches) yield writeCsv(rows);
}

/** Downloads the audit as CSV, filtered like its page; docs/audit.md explains the columns. */
export const GET = handleStaff(["admin"], async (request, staff) => {
  const parameters = Object.fromEntries(request.nextUrl.searchParams);
  const { given, words } = await readFilterText(staff, parameters);
  // The page shows the error next to its field.
  const page = routes.audit() + request.nextUrl.search;
  // Sealed by another session or too long ago: without the customer, the file would have everybody's events.
  if (words.customer && !given.customer) return seeOther(page);
  const found = await exportEvents(staff, given);
  if (!found.ok) {
    const [{ code, reference }] = found.problems;
    if (code === "not-found" || code === "unrecorded") return respondProblem(request, code, reference);
    return seeOther(page);
  }
  const day = new Date().toISOString().slice(0, 10);
  const lines = streamText(`GET ${request.nextUrl.pathname}`, writeLines(found.value));
  return download(lines, "text/csv", `audit-${day}.csv`);
});
