import { handleStaff } from "@/app/_http/handlers";
import { loadTranslator } from "@/app/_http/request";
import { download, respondProblem, streamText } from "@/app/_http/responses";
import { exportRejects, type FileReading, type Reject, writeRejected } from "@/lib/import";
import { describeWith } from "@/lib/import/words";
import { readId } from "@/lib/scope";
import { createImportTranslator } from "../../translator";

/** Downloads rejected rows, each with its reasons in the reader's language, to be corrected and imported. */
export const GET = handleStaff<{ importId: string }>(["admin"], async (request, viewer, params) => {
  const importId = readId(params.importId);
  const found = importId && (await exportRejects(viewer, importId));
  if (!found) return respondProblem(request, "not-found");
  if (!found.ok) {
    const [{ code, reference }] = found.problems;
    return respondProblem(request, code, reference);
  }
  const { run, rejects } = found.value;
  const { t } = await loadTranslator(request);
  const reading = run.reading as FileReading;
  const words = describeWith(createImportTranslator(t));
  const file = writeRejected(reading, describe(rejects, words.reason));
  const isCsv = reading.format === "csv";
  const name = run.fileName.replace(/(\.rejected)?\.\w{1,6}$/, "");
  return download(
    streamText(`GET ${request.nextUrl.pathname}`, file),
    isCsv ? "text/csv" : "application/x-ndjson",
    `${name}.rejected.${isCsv ? "csv" : "ndjson"}`,
  );
});

async function* describe(rejects: AsyncIterable<Reject>, say: (reason: Reject["reasons"][number]) => string) {
  for await (const { cells, reasons } of rejects)
    yield { row: { cells }, reason: reasons.map(say).join(" ") };
}
