import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { revokeKey } from "@/lib/api-keys";
import { logSecurity } from "@/lib/observability";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";

/** Revokes a key. Again, for example from a second tab, it confirms the same. */
export const POST = handleStaffForm<{ keyId: string }>(["admin"], async (request, viewer, _, params) => {
  const keyId = readId(params.keyId);
  if (!keyId) return respondProblem(request, "not-found");
  const revoked = await revokeKey(viewer, keyId);
  if (revoked.ok) {
    if (revoked.value.isFirst) logSecurity("key.revoked", { keyId, staffId: viewer.id });
    return seeOther(routes.keys({ done: "revoked" }));
  }
  const [{ code, reference }] = revoked.problems;
  return respondProblem(request, code, reference);
});
