import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { nameInAddress, type ProblemCode } from "@/lib/errors";
import { routes } from "@/lib/routes";
import { fitsAddress, readLines, writeList } from "../list";

/** Reads a list that was typed or chosen as a file. The answer is an address that has the list; nothing is kept. */
export const POST = handleStaffForm(
  ["admin"],
  async (_, __, form) => {
    const model = readField(form, "model");
    const returnWith = (code: ProblemCode) =>
      seeOther(routes.revocation({ problem: nameInAddress(code), model: model.slice(0, 200) || null }));
    if (!model) return returnWith("model-unknown");
    const file = form.get("file");
    const chosen = file instanceof File ? await file.text() : "";
    const list = readLines(model, `${readField(form, "serials")}\n${chosen}`);
    if (!list.ok) return returnWith(list.problems[0].code);
    const word = writeList(list.value);
    return fitsAddress(word) ? seeOther(routes.revocation({ list: word })) : returnWith("units-long");
  },
  () => routes.revocation(),
);
