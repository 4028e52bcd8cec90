import { sealField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { noStore, seeOther } from "@/app/_http/responses";
import { routes, toAbsolute } from "@/lib/routes";

/** Leads to the results of a search; a script that searches as people type gets their address as text. */
export const POST = handleStaffForm(["support", "admin"], async (request, staff, form) => {
  const path = routes.support({ q: await sealField(staff, form, "q") });
  if (request.headers.get("accept") !== "text/plain") return seeOther(path);
  // Absolute, because Next's router adds the portal's own path to a path.
  return new Response(toAbsolute(path), { headers: { ...noStore, "content-type": "text/plain" } });
});
