import type { NextRequest } from "next/server";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { nameInAddress } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { routes } from "@/lib/routes";
import type { Id } from "@/lib/scope";

/** Leads back to an import's page, which says how it stands. */
export function returnToRun(
  request: NextRequest,
  importId: Id,
  result: Result<undefined, "not-found" | "import-changed">,
): Promise<Response> | Response {
  if (result.ok) return seeOther(routes.import({ importId }));
  const [{ code }] = result.problems;
  if (code === "not-found") return respondProblem(request, code);
  return seeOther(routes.import({ importId }, { problem: nameInAddress(code) }));
}
