import { handleStaff } from "@/app/_http/handlers";
import { firstParam } from "@/app/_http/request";
import { download, respondProblem, streamText } from "@/app/_http/responses";
import { writeLine } from "@/lib/audit";
import { listSilent } from "@/lib/readings";
import type { SilentDevice } from "@/lib/readings/types";
import { partnerScope } from "@/lib/scope";

async function* writeLines(batches: AsyncIterable<SilentDevice[]>): AsyncGenerator<string> {
  yield `\ufeff${writeLine(["model", "serial", "customer_number", "reported_at"])}`;
  for await (const devices of batches)
    yield devices
      .map(({ modelId, serial, externalId, at }) =>
        writeLine([modelId, serial, externalId, at.toISOString()]),
      )
      .join("");
}

/** Downloads the silent devices of one model or of all as CSV, the longest silent first; see docs/reports.md. */
export const GET = handleStaff(["admin"], async (request, staff) => {
  const scope = partnerScope(staff, "devices:read");
  if (!scope) return respondProblem(request, "not-found");
  const model = firstParam(request.nextUrl.searchParams.getAll("model"));
  const batches = await listSilent(scope, model);
  const day = new Date().toISOString().slice(0, 10);
  const lines = streamText(`GET ${request.nextUrl.pathname}`, writeLines(batches));
  return download(lines, "text/csv", `silent-${day}.csv`);
});
