import { handle } from "@/app/_http/handlers";
import { hashVisitor, readBrowser, readSession, readViewer } from "@/app/_http/request";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { type Returned, returnLaunches, returnVisits } from "@/lib/launches";
import { type Result, succeed } from "@/lib/result";
import { buildSignInPath, routes } from "@/lib/routes";
import { returnStaffLaunches } from "@/lib/staff-launches";
import type { Viewer } from "@/lib/viewer";

/**
 * Handles the exitUri, where Dash returns people. Ignores all parameters: Amazon doesn't document what it
 * appends, and nothing in the URL may decide anything.
 */
export const GET = handle(async (request) => {
  const session = readSession(request);
  const browserHash = readBrowser(request);
  const returned = session ? await returnLaunches(session, browserHash) : "signed-out";
  if (typeof returned === "object") return seeOther(chooseCustomerPage(returned));
  const viewer = returned === "staff" ? await readViewer(request) : null;
  if (!viewer) {
    const visitor = readBrowser(request, hashVisitor);
    const visitId = visitor && (await returnVisits(visitor));
    // Drops the parameters: nothing that Amazon appends may end up in our own URLs.
    return seeOther(visitId ? routes.openBack({ back: visitId }) : buildSignInPath(routes.return()));
  }
  const path = await returnStaff(viewer, browserHash);
  if (path.ok) return seeOther(path.value);
  const [{ code, reference }] = path.problems;
  return respondProblem(request, code, reference);
});

/** The query for a return without open launches. */
const nothing = { back: "none" };

/** Chooses where a customer goes on: at the device, or at the list for several. */
function chooseCustomerPage(spent: Returned[]): string {
  const [latest] = spent;
  if (!latest) return routes.devices(nothing);
  const { id: back, deviceId, channel } = latest;
  if (deviceId === null || spent.some((launch) => launch.deviceId !== deviceId))
    return routes.devices({ back });
  return routes.device({ deviceId }, { back, via: channel === "app" ? "app" : null });
}

/** Closes a staff member's open launches. @returns the path of the customer, or of the search for several */
async function returnStaff(
  viewer: Viewer,
  browserHash: Buffer | null,
): Promise<Result<string, "unrecorded">> {
  const spent = await returnStaffLaunches(viewer, browserHash);
  if (!spent.ok) return spent;
  const [latest] = spent.value;
  if (!latest) return succeed(routes.support(nothing));
  const { id: back, customerId } = latest;
  const isOneCustomer = spent.value.every((launch) => launch.customerId === customerId);
  return succeed(isOneCustomer ? routes.customer({ customerId }, { back }) : routes.support({ back }));
}
