import { seeOther } from "@/app/_http/answer";
import { handleStaff } from "@/app/_http/answer-staff";
import { noStore, respondProblem } from "@/app/_http/small-page";
import { streamText } from "@/app/_http/stream-of";
import { csvHead, exportEvents, writeCsv } from "@/lib/audit";
import type { AuditRow } from "@/lib/audit/types";
import { readFilterText } from "../filter";

async function* linesOf(batches: AsyncIterable<AuditRow[]>): AsyncGenerator<string> {
  yield csvHead;
  for await (const rows of batches) yield writeCsv(rows);
}

/** What the audit page shows, all of it, as a file; docs/operations.md explains its columns. */
export const GET = handleStaff(["admin"], async (request, staff) => {
  const { search, searchParams } = request.nextUrl;
  const found = await exportEvents(staff, readFilterText(Object.fromEntries(searchParams)));
  if (!found) return respondProblem(request, "not-found");
  // The page says what is wrong, beside the field.
  if ("faults" in found) return seeOther(`/admin/audit${search}`);
  return new Response(streamText("GET /admin/audit/export", linesOf(found.batches)), {
    headers: {
      ...noStore,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="audit-${new Date().toISOString().slice(0, 10)}.csv"`,
    },
  });
});
