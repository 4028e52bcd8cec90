import { readField, sealField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { filterFields } from "@/lib/audit/types";
import { routes } from "@/lib/routes";

/** Leads to the audit with a filter, in whose address nobody's number or e-mail address can be read. */
export const POST = handleStaffForm(["admin"], async (_, staff, form) => {
  const typed = filterFields.map((name) => [name, readField(form, name).trim().slice(0, 100) || null]);
  return seeOther(
    routes.audit({ ...Object.fromEntries(typed), customer: await sealField(staff, form, "customer") }),
  );
});
