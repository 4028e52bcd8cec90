import { statement } from "@/lib/db";
import type { Staff, Viewer } from "@/lib/viewer";

const find = statement<{ found: boolean }>(
  "has_device_in",
  `select exists (
     select from devices d join device_models m using (model_id)
     where d.customer_id = $1 and d.removed_at is null and $2 = any(m.countries)
   ) as found`,
);

/** Whether the viewer owns a device whose model is enabled in this country, as the account-wide card needs. */
export async function hasDeviceIn(viewer: Viewer, country: string): Promise<boolean> {
  if (viewer.kind !== "customer") return false;
  const [row] = await find(viewer.id, country);
  return row?.found ?? false;
}

/** The same of a customer, for staff. */
export async function hasDeviceOf(
  viewer: Pick<Staff, "kind">,
  customerId: string,
  country: string,
): Promise<boolean> {
  if (viewer.kind !== "staff") return false;
  const [row] = await find(customerId, country);
  return row?.found ?? false;
}
