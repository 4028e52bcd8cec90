import { mostTyped } from "@/app/_http/forms";
import { handleStaff } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { sealText } from "@/lib/auth";
import { succeed } from "@/lib/result";
import { routes } from "@/lib/routes";
import { findCustomerByNumber } from "@/lib/support";

/** Longest ticket that is passed on, in UTF-16 units, as the form for the reason allows. */
const longest = 800;

/**
 * Opens a customer by number, for staff who come from another system; otherwise the search for it. The ticket
 * becomes the reason when they open a page.
 */
export const GET = handleStaff(["support", "admin"], async (request, staff) => {
  const read = (name: string) => request.nextUrl.searchParams.get(name)?.trim() || null;
  const [number, ticket] = [read("number"), read("ticket")?.slice(0, longest) ?? null];
  const found = number ? await findCustomerByNumber(staff, number, read("source")) : succeed(null);
  if (!found.ok) return respondProblem(request, "unrecorded", found.problems[0].reference);
  const customerId = found.value;
  if (customerId) return seeOther(routes.customer({ customerId }, { ticket }));
  return seeOther(routes.support({ q: (await sealText(staff, (number ?? "").slice(0, mostTyped))) || null }));
});
