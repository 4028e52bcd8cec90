import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { revokeUnits } from "@/lib/devices";
import { nameInAddress } from "@/lib/errors";
import { Reason, reasonCodes } from "@/lib/names";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";
import { listUnits, readList } from "../list";

/** Revokes the units of a list for good, if the administrator has seen what becomes of them. */
export const POST = handleStaffForm(
  ["admin"],
  async (request, staff, form) => {
    const word = readField(form, "list");
    const list = readList(word);
    const scope = partnerScope(staff, "devices:write");
    if (!list || !scope) return seeOther(routes.revocation({ problem: "units-none" }));
    const reason = parseInput(Reason, readField(form, "reason"), reasonCodes);
    if (!reason.ok) return seeOther(routes.revocation({ list: word, problem: "reason-empty" }));
    const seen = readField(form, "seen");
    const revoked = await revokeUnits(scope, listUnits(list), { reason: reason.value, seen });
    if (revoked.ok) return seeOther(routes.revocation({ done: "revoked" }));
    const [{ code, reference }] = revoked.problems;
    if (code === "unrecorded") return respondProblem(request, code, reference);
    return seeOther(routes.revocation({ list: word, problem: nameInAddress(code) }));
  },
  () => routes.revocation(),
);
