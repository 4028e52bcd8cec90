import { handleStaff } from "@/app/_http/handlers";
import { download, respondProblem } from "@/app/_http/responses";
import { exportForStaff } from "@/lib/customers";
import { routes } from "@/lib/routes";

/** Downloads what the customer could download themselves, for an administrator with a fresh sign-in. */
export const GET = handleStaff<{ customerId: string }>(
  ["admin"],
  async (request, staff, { customerId }) => {
    const data = await exportForStaff(staff, customerId);
    if (!data.ok) {
      const [{ code, reference }] = data.problems;
      return respondProblem(request, code === "unrecorded" ? code : "not-found", reference);
    }
    const day = data.value.exportedAt.toISOString().slice(0, 10);
    return download(`${JSON.stringify(data.value, null, 2)}\n`, "application/json", `account-${day}.json`);
  },
  // Not back here: a download would leave the sign-in page standing.
  (params) => routes.customer(params),
);
