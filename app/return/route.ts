import { handle, seeOther } from "@/app/_http/answer";
import { readBrowser } from "@/app/_http/browser";
import { readViewer } from "@/app/_http/viewer-of";
import { signInFor } from "@/lib/auth";
import { returnLaunches } from "@/lib/launches";
import { returnStaffLaunches } from "@/lib/staff-launches";
import type { Customer, Staff } from "@/lib/viewer";

/**
 * The exitUri: back from Dash. Parameters are not looked at: what Amazon appends is not documented, and nothing
 * in the address may decide anything.
 */
export const GET = handle(async (request) => {
  const viewer = await readViewer(request);
  // Without the parameters: whatever Amazon appends must not travel on into our own addresses.
  if (!viewer) return seeOther(signInFor("/return"));
  const browserHash = readBrowser(request);
  return seeOther(
    viewer.kind === "staff"
      ? await returnStaff(viewer, browserHash)
      : await returnCustomer(viewer, browserHash),
  );
});

/** To the device, or to the list after several. */
async function returnCustomer(viewer: Customer, browserHash: Buffer | null): Promise<string> {
  const spent = await returnLaunches(viewer, browserHash);
  const latest = spent[0];
  if (!latest) return "/devices?back=none";
  const oneDevice = latest.deviceId !== null && spent.every(({ deviceId }) => deviceId === latest.deviceId);
  const page = oneDevice ? `/devices/${latest.deviceId}` : "/devices";
  return `${page}?back=${latest.id}${oneDevice && latest.channel === "app" ? "&via=app" : ""}`;
}

/** To the customer, or to the search after several. */
async function returnStaff(viewer: Staff, browserHash: Buffer | null): Promise<string> {
  const spent = await returnStaffLaunches(viewer, browserHash);
  const latest = spent[0];
  if (!latest) return "/support?back=none";
  const oneCustomer = spent.every(({ customerId }) => customerId === latest.customerId);
  return `/support${oneCustomer ? `/customers/${latest.customerId}` : ""}?back=${latest.id}`;
}
