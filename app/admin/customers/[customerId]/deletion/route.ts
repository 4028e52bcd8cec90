import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { deleteOnRequest, Ticket } from "@/lib/customers";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";

/** Deletes a customer who asked for it by letter or phone, for an administrator with a fresh sign-in. */
export const POST = handleStaffForm<{ customerId: string }>(
  ["admin"],
  async (request, staff, form, params) => {
    const ticket = parseInput(Ticket, readField(form, "ticket"), ["ticket-malformed"]);
    if (!ticket.ok) return seeOther(routes.askCustomerDeletion(params, { problem: "ticket-malformed" }));
    const deleted = await deleteOnRequest(staff, params.customerId, ticket.value);
    if (deleted.ok) return seeOther(routes.support({ done: "deleted" }));
    const [{ code, reference }] = deleted.problems;
    if (code === "unrecorded") return respondProblem(request, code, reference);
    // The page says that the customer is gone.
    return seeOther(routes.askCustomerDeletion(params));
  },
  (params) => routes.askCustomerDeletion(params),
);
