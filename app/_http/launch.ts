import type { NextRequest } from "next/server";
import { readLaunchSettings } from "@/app/settings";
import { openLaunch } from "@/lib/launches";
import { routes } from "@/lib/routes";
import { isCustomer, ownScope, readId } from "@/lib/scope";
import { signInFirst } from "./handlers";
import { ensureBrowser, readViewer } from "./request";
import { respondProblem, seeOther } from "./responses";

/** Sends the viewer from a card to its Dash page. */
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
  const channel = request.nextUrl.searchParams.get("via") === "app" ? "app" : "website";
  const opened = await openLaunch(viewer, { deviceId, card, channel, browserHash }, readLaunchSettings());
  if (!opened.ok) {
    if (opened.problems[0].code === "not-found") return respondProblem(request, "not-found");
    // The page asks the one question; nobody learns anything there that is not theirs.
    return seeOther(deviceId ? routes.device({ deviceId }) : routes.devices());
  }
  const response = seeOther(opened.value.url);
  response.headers.append("set-cookie", cookie);
  return response;
}
