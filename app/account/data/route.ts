import { handle, signInFirst } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { download, respondProblem, seeOther } from "@/app/_http/responses";
import { isFresh } from "@/lib/auth";
import { exportCustomer } from "@/lib/customers";
import { hashPerson, logSecurity } from "@/lib/observability";
import { buildFreshSignInPath, routes } from "@/lib/routes";
import { isCustomer, ownScope } from "@/lib/scope";

/** Downloads everything we keep about the viewer; docs/data-export.md explains the fields. */
export const GET = handle(async (request) => {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  if (!isCustomer(viewer)) return respondProblem(request, "not-found");
  // Not back here: a download would leave the sign-in page standing.
  if (!(await isFresh(viewer))) return seeOther(buildFreshSignInPath(routes.account({ done: "fresh" })));
  const data = await exportCustomer(ownScope(viewer));
  if (!data) return respondProblem(request, "not-found");
  logSecurity("account.exported", { by: "customer", customer: hashPerson(viewer.id) });
  const day = data.exportedAt.toISOString().slice(0, 10);
  return download(`${JSON.stringify(data, null, 2)}\n`, "application/json", `account-${day}.json`);
});
