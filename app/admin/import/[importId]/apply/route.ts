import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem } from "@/app/_http/responses";
import { requestApply } from "@/lib/import";
import { readId } from "@/lib/scope";
import { returnToRun } from "../return-to-run";

/** Applies what was checked and seen. A second press leads to the same page. */
export const POST = handleStaffForm<{ importId: string }>(
  ["admin"],
  async (request, viewer, form, params) => {
    const importId = readId(params.importId);
    if (!importId) return respondProblem(request, "not-found");
    return returnToRun(request, importId, await requestApply(viewer, importId, readField(form, "seen")));
  },
);
