import { handle, signInFirst } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { download, respondProblem } from "@/app/_http/responses";
import { exportCustomer } from "@/lib/customers";
import { ownScope } from "@/lib/scope";

/** Downloads everything we keep about the viewer; docs/data-export.md explains the fields. */
export const GET = handle(async (request) => {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  const scope = ownScope(viewer);
  const data = scope && (await exportCustomer(scope));
  if (!data) return respondProblem(request, "not-found");
  const day = data.exportedAt.toISOString().slice(0, 10);
  return download(`${JSON.stringify(data, null, 2)}\n`, "application/json", `account-${day}.json`);
});
