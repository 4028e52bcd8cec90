import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem } from "@/app/_http/responses";
import { findRun, requestCheck } from "@/lib/import";
import { readId } from "@/lib/scope";
import { readMap, readOptions, readOptionText } from "../../options";
import { returnToRun } from "../return-to-run";

/** Checks the file again, read as the form says. */
export const POST = handleStaffForm<{ importId: string }>(
  ["admin"],
  async (request, viewer, form, params) => {
    const importId = readId(params.importId);
    const run = importId && (await findRun(viewer, importId));
    if (!run) return respondProblem(request, "not-found");
    const options = readOptions(readOptionText((name) => form.get(name)));
    const map = readMap(form, run.reading, options);
    const given = Object.keys(map).length > 0 ? { ...options, map } : options;
    return returnToRun(request, importId, await requestCheck(viewer, importId, given));
  },
);
