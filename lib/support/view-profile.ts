import { orUnrecorded, recordEvent } from "@/lib/audit";
import { type CustomerProfile, findCustomer } from "@/lib/customers";
import { pool, type Tx } from "@/lib/db";
import { type Device, findDevice } from "@/lib/devices";
import { type Result, refuse, succeed } from "@/lib/result";
import { isAdmin, readId, scopeFor } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";

/**
 * Reads whom, and which of their devices, an administrator is about to change. Records the view before it returns.
 * @param deviceId null for none; the device is null if it is not among theirs
 * @returns `customer-gone` as `viewCustomer` does
 */
export const viewProfile = (
  viewer: Viewer,
  customerId: string,
  deviceId: string | null,
  language: string,
  tx: Tx = pool(),
): Promise<Result<{ customer: CustomerProfile; device: Device | null }, "customer-gone" | "unrecorded">> =>
  orUnrecorded(async () => {
    const scope = isAdmin(viewer) ? scopeFor(viewer, customerId) : null;
    const customer = scope && (await findCustomer(scope, tx));
    if (!customer || !isAdmin(viewer)) return refuse("customer-gone");
    const id = readId(deviceId);
    const device = id && (await findDevice(scope, id, language, tx));
    await recordEvent(viewer, { event: "customer.viewed", customerId: customer.id }, tx);
    return succeed({ customer, device });
  });
