import { handle } from "@/app/_http/handlers";
import { readBrowser, readViewer } from "@/app/_http/request";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { returnLaunches } from "@/lib/launches";
import { type Result, succeed } from "@/lib/result";
import { buildSignInPath, routes } from "@/lib/routes";
import { type CustomerScope, ownScope } from "@/lib/scope";
import { returnStaffLaunches } from "@/lib/staff-launches";
import type { Viewer } from "@/lib/viewer";

/**
 * Handles the exitUri, where Dash returns people. Ignores all parameters: Amazon doesn't document what it
 * appends, and nothing in the URL may decide anything.
 */
export const GET = handle(async (request) => {
  const viewer = await readViewer(request);
  // Drops the parameters: nothing that Amazon appends may end up in our own URLs.
  if (!viewer) return seeOther(buildSignInPath(routes.return()));
  const scope = ownScope(viewer);
  const browserHash = readBrowser(request);
  const returned = scope ? await returnCustomer(scope, browserHash) : await returnStaff(viewer, browserHash);
  if (returned.ok) return seeOther(returned.value);
  const [{ code, reference }] = returned.problems;
  return respondProblem(request, code, reference);
});

/** The query for a return without open launches. */
const nothing = { back: "none" };

type Returned = Result<string, "unrecorded">;

/** Closes a customer's open launches. @returns the path of the device, or of the list for several */
async function returnCustomer(scope: CustomerScope, browserHash: Buffer | null): Promise<Returned> {
  const spent = await returnLaunches(scope, browserHash);
  const [latest] = spent;
  if (!latest) return succeed(routes.devices(nothing));
  const { id: back, deviceId, channel } = latest;
  if (deviceId === null || spent.some((launch) => launch.deviceId !== deviceId))
    return succeed(routes.devices({ back }));
  return succeed(routes.device({ deviceId }, { back, via: channel === "app" ? "app" : null }));
}

/** Closes a staff member's open launches. @returns the path of the customer, or of the search for several */
async function returnStaff(viewer: Viewer, browserHash: Buffer | null): Promise<Returned> {
  const spent = await returnStaffLaunches(viewer, browserHash);
  if (!spent.ok) return spent;
  const [latest] = spent.value;
  if (!latest) return succeed(routes.support(nothing));
  const { id: back, customerId } = latest;
  const isOneCustomer = spent.value.every((launch) => launch.customerId === customerId);
  return succeed(isOneCustomer ? routes.customer({ customerId }, { back }) : routes.support({ back }));
}
