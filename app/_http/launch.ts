import type { NextRequest } from "next/server";
import { readLaunchSettings } from "@/app/settings";
import { openLaunch } from "@/lib/launches";
import { routes } from "@/lib/routes";
import { isCustomer, readId } from "@/lib/scope";
import { signInFirst } from "./handlers";
import { ensureBrowser, readViewer } from "./request";
import { respondProblem, seeOther } from "./responses";

/** Redirects the viewer from a card to its Dash page. */
export async function launch(
  request: NextRequest,
  card: string,
  device: { deviceId: string } | null,
): Promise<Response> {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  const deviceId = device && readId(device.deviceId);
  if (!isCustomer(viewer) || (device && !deviceId)) return respondProblem(request, "not-found");
  const { browserHash, cookie } = ensureBrowser(request);
  const { searchParams } = request.nextUrl;
  const channel = searchParams.get("via") === "app" ? "app" : "website";
  const asked = { deviceId, vendorCode: searchParams.get("vendor"), card, channel, browserHash } as const;
  const opened = await openLaunch(viewer, asked, readLaunchSettings());
  if (!opened.ok) {
    if (opened.problems[0].code === "not-found") return respondProblem(request, "not-found");
    // That page asks for the country or says why there is no card; it shows only the viewer's own data.
    return seeOther(deviceId ? routes.device({ deviceId }) : routes.devices());
  }
  const response = seeOther(opened.value.url);
  response.headers.append("set-cookie", cookie);
  return response;
}
