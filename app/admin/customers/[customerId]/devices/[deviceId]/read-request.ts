import { addParams, type SearchParams } from "@/app/_http/request";
import { requireStaff } from "@/lib/auth";
import { getLocale } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { viewProfile } from "@/lib/support";

type Params = { customerId: string; deviceId: string };
export type Props = { params: Promise<Params>; searchParams: SearchParams };

/** Requires an administrator on one of the pages of a customer's device. */
export const requireViewer = async (page: "askTransfer" | "askCorrection", { params, searchParams }: Props) =>
  requireStaff(addParams(routes[page](await params), await searchParams), "admin");

/** Reads the administrator, the query, and the customer with the device. */
export async function readRequest(page: "askTransfer" | "askCorrection", props: Props) {
  const viewer = await requireViewer(page, props);
  const [params, parameters, language] = [await props.params, await props.searchParams, await getLocale()];
  const view = await viewProfile(viewer, params.customerId, params.deviceId, language);
  return { viewer, params, parameters, language, view };
}
