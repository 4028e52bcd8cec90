import type { NextRequest } from "next/server";
import { browserCookie, browserCookieLife, hashToken, newToken, serialiseCookie } from "@/lib/auth";
import { openLaunch } from "@/lib/launches";
import { seeOther } from "./answer";
import { launchSettings } from "./settings";
import { respondProblem } from "./small-page";
import { viewerOf } from "./viewer-of";

/** The token of this browser's cookie. What no newToken() made counts as none: it goes back into a header. */
export const browserTokenOf = (request: NextRequest) =>
  request.cookies.get(browserCookie())?.value.match(/^[\w-]{43}$/)?.[0];

/** Hash of this browser's cookie; null when it has none. */
export function browserOf(request: NextRequest): Buffer | null {
  const token = browserTokenOf(request);
  return token ? hashToken(token) : null;
}

/** Who is not signed in signs in first and comes back to this very address. */
export const signInFirst = (request: NextRequest) =>
  seeOther(`/sign-in?callbackUrl=${encodeURIComponent(request.nextUrl.pathname + request.nextUrl.search)}`);

/** Sends the viewer from a card to its Dash page. */
export async function launch(request: NextRequest, deviceId: string | null, card: string): Promise<Response> {
  const viewer = await viewerOf(request);
  if (!viewer) return signInFirst(request);
  const token = browserTokenOf(request) ?? newToken();
  const channel = request.nextUrl.searchParams.get("via") === "app" ? "app" : "website";
  const opened = await openLaunch(
    viewer,
    { deviceId, card, channel, browserHash: hashToken(token) },
    launchSettings(),
  );
  if ("refused" in opened) {
    // The page asks the one question; nobody learns anything there that is not theirs.
    if (opened.refused === "country-unknown") return seeOther(deviceId ? `/devices/${deviceId}` : "/devices");
    return respondProblem(request, "not-found");
  }
  const response = seeOther(opened.url);
  response.headers.append("set-cookie", serialiseCookie(browserCookie(), token, browserCookieLife));
  return response;
}
