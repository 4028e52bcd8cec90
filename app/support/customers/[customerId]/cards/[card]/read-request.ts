import { addParams, enumParam, firstParam, type SearchParams } from "@/app/_http/request";
import type { ShownLink } from "@/lib/audit";
import { requireStaff } from "@/lib/auth";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";

export type CardPageProps = {
  params: Promise<{ customerId: string; card: string }>;
  searchParams: SearchParams;
};

/** Reads the staff member, the requested card, the link to show and the outcome of the last form. */
export async function readRequest({ params, searchParams }: CardPageProps) {
  const [{ customerId, card }, parameters] = await Promise.all([params, searchParams]);
  const path = routes.customerCard({ customerId, card });
  const staff = await requireStaff(addParams(path, parameters), "support", "admin");
  const { device, vendor, show, via, done, problem, ticket } = parameters;
  const format = enumParam(show, ["qr", "link"]);
  const link = format === "qr" && firstParam(via) === "app" ? "app" : "portal";
  const shown: ShownLink | null = format ? { link, as: format === "qr" ? "qr" : "text" } : null;
  const asked = firstParam(device) || null;
  const deviceId = readId(asked);
  // A malformed device id must not select the account's card.
  const vendorCode = firstParam(vendor);
  const request = { customerId, card: asked && !deviceId ? "" : card, deviceId, vendorCode };
  return {
    ...{ staff, request, shown, done: firstParam(done), problem: firstParam(problem) },
    ticket: firstParam(ticket),
  };
}
