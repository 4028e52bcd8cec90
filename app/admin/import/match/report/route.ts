import { handleStaffUpload } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { readUpload } from "@/app/_http/uploads";
import { env } from "@/lib/env";
import { nameInAddress, type ProblemCode } from "@/lib/errors";
import { chooseMatching, largestFile, matchFile } from "@/lib/import";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";
import { writeFault, writeReport } from "../address";

class TooLarge extends Error {}

/** Finds out who of a file would find their devices. The answer is an address that has counts only; nothing is kept. */
export const POST = handleStaffUpload(["admin"], async (request, viewer) => {
  const scope = partnerScope(viewer, "customers:read");
  if (!scope) return respondProblem(request, "not-found");
  const returnWith = (code: ProblemCode) => seeOther(routes.matchReport({ problem: nameInAddress(code) }));
  try {
    const { taken, isWhole } = await readUpload(request, (_, bytes) =>
      matchFile(scope, countBytes(bytes), {}, chooseMatching(env())),
    );
    if (!isWhole) return returnWith("file-broken");
    if (!taken) return returnWith("file-missing");
    return seeOther(routes.matchReport(taken.ok ? writeReport(taken.report) : writeFault(taken.fault)));
  } catch (error) {
    if (error instanceof TooLarge) return returnWith("file-large");
    throw error;
  }
});

async function* countBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > largestFile) throw new TooLarge();
    yield chunk;
  }
}
