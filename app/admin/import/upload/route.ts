import { handleStaffUpload } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { readUpload } from "@/app/_http/uploads";
import { nameInAddress, type ProblemCode } from "@/lib/errors";
import { dropFile, largestFile, startCheck, storeFile } from "@/lib/import";
import { routes } from "@/lib/routes";
import { readOptions, readOptionText } from "../options";

/** Stores a file and has it checked. What is wrong with it as a whole, the form says; its choices stay. */
export const POST = handleStaffUpload(["admin"], async (request, viewer) => {
  const { form, taken, isWhole } = await readUpload(request, (name, bytes) =>
    storeFile(viewer, name, bytes, largestFile),
  );
  const text = readOptionText((name) => form.get(name));
  const returnWith = (code: ProblemCode) => {
    const given = Object.fromEntries(Object.entries(text).filter(([, value]) => value !== ""));
    return seeOther(routes.imports({ ...given, problem: nameInAddress(code) }));
  };
  if (!isWhole) {
    if (taken?.ok) await dropFile(taken.value.id);
    return returnWith("file-broken");
  }
  if (!taken) return returnWith("file-missing");
  if (!taken.ok) return returnWith(taken.problems[0].code);
  const started = await startCheck(viewer, taken.value, readOptions(text));
  if (!started.ok) return respondProblem(request, "not-found");
  return seeOther(routes.import({ importId: taken.value.id }));
});
