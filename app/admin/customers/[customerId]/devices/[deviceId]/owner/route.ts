import { sealField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { routes } from "@/lib/routes";

type Params = { customerId: string; deviceId: string };

/** Leads to the customers who could be a device's new owner. */
export const POST = handleStaffForm<Params>(["admin"], async (_, staff, form, params) =>
  seeOther(routes.askTransfer(params, { to: await sealField(staff, form, "to") })),
);
