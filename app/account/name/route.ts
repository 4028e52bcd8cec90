import { seeOther } from "@/app/_http/answer";
import { renameCustomer } from "@/lib/customers";
import { handleAccountForm } from "../answer-account-form";

/** Keeps the name that somebody gave themselves. */
export const POST = handleAccountForm(async (viewer, form) => {
  const result = await renameCustomer(viewer, String(form.get("name") ?? ""));
  return seeOther(result.ok ? "/account?done=name" : `/account?name=${result.problem}`);
});
