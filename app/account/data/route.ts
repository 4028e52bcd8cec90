import { handle, signInFirst } from "@/app/_http/answer";
import { noStore, respondProblem } from "@/app/_http/small-page";
import { readViewer } from "@/app/_http/viewer-of";
import { exportCustomer } from "@/lib/customers";

/** Everything that is kept about the viewer, as a file; its fields stand in docs/data-export.md. */
export const GET = handle(async (request) => {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  const data = viewer.kind === "customer" ? await exportCustomer(viewer) : null;
  if (!data) return respondProblem(request, "not-found");
  return new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      ...noStore,
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="account-${data.exportedAt.toISOString().slice(0, 10)}.json"`,
    },
  });
});
