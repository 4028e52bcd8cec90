import { readField } from "@/app/_http/forms";
import { handleAccountForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { renameCustomer } from "@/lib/customers";
import { nameInAddress } from "@/lib/errors";
import { Name } from "@/lib/names";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/** Changes the viewer's name. */
export const POST = handleAccountForm(async (viewer, form) => {
  const name = parseInput(Name, readField(form, "name"));
  if (!name.ok) return seeOther(routes.account({ name: nameInAddress(name.problems[0].code) }));
  await renameCustomer(ownScope(viewer), name.value);
  return seeOther(routes.account({ done: "name" }));
});
