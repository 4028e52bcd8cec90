import type { NextRequest } from "next/server";
import { openLaunch } from "@/lib/launches";
import { seeOther, signInFirst } from "./answer";
import { ensureBrowser } from "./browser";
import { readLaunchSettings } from "./settings";
import { respondProblem } from "./small-page";
import { readViewer } from "./viewer-of";

/** Sends the viewer from a card to its Dash page. */
export async function launch(request: NextRequest, deviceId: string | null, card: string): Promise<Response> {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  const { browserHash, cookie } = ensureBrowser(request);
  const channel = request.nextUrl.searchParams.get("via") === "app" ? "app" : "website";
  const opened = await openLaunch(viewer, { deviceId, card, channel, browserHash }, readLaunchSettings());
  if ("refused" in opened) {
    // The page asks the one question; nobody learns anything there that is not theirs.
    if (opened.refused === "country-unknown") return seeOther(deviceId ? `/devices/${deviceId}` : "/devices");
    return respondProblem(request, "not-found");
  }
  const response = seeOther(opened.url);
  response.headers.append("set-cookie", cookie);
  return response;
}
