import { handleAccountForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { setLevels } from "@/lib/readings";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/** Switches levels on, or off for any other value; what was kept is then gone. */
export const POST = handleAccountForm(async (viewer, form) => {
  await setLevels(ownScope(viewer), form.get("levels") === "on");
  return seeOther(routes.account({ done: "levels" }));
});
