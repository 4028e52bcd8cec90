import type { NextRequest } from "next/server";
import { readAsked } from "@/app/open/[card]/read-asked";
import { readLaunchSettings } from "@/app/settings";
import { env } from "@/lib/env";
import { readNetworks } from "@/lib/http";
import { openAccountLaunch, openLaunch, openVisit } from "@/lib/launches";
import { routes } from "@/lib/routes";
import { isCustomer, readId } from "@/lib/scope";
import { signInFirst } from "./handlers";
import { ensureBrowser, firstParam, hashVisitor, readSession, readViewer } from "./request";
import { respondProblem, seeOther } from "./responses";

const readChannel = ({ nextUrl }: NextRequest) =>
  nextUrl.searchParams.get("via") === "app" ? "app" : "website";

/** Redirects from a device's card to its Dash page, for the device's owner. */
export async function launch(request: NextRequest, card: string, deviceId: string): Promise<Response> {
  const session = readSession(request);
  if (!session) return signInFirst(request);
  const { browserHash, cookie } = ensureBrowser(request);
  const asked = { deviceId: readId(deviceId), card, channel: readChannel(request), browserHash } as const;
  const opened = await openLaunch(session, asked, readLaunchSettings());
  if (opened === "signed-out") return signInFirst(request);
  if (opened === "staff") return respondProblem(request, "not-found");
  if (opened.ok) return leave(opened.value.url, cookie);
  // That page asks for the country.
  if (opened.problems[0].code === "country-unknown") return seeOther(routes.device({ deviceId }));
  return respondProblem(request, "not-found");
}

/** Redirects from the card of the whole account to its Dash page. */
export async function launchAccount(request: NextRequest, card: string): Promise<Response> {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  if (!isCustomer(viewer)) return respondProblem(request, "not-found");
  const { browserHash, cookie } = ensureBrowser(request);
  const vendorCode = request.nextUrl.searchParams.get("vendor");
  const asked = { vendorCode, card, channel: readChannel(request), browserHash } as const;
  const opened = await openAccountLaunch(viewer, asked, readLaunchSettings());
  if (opened.ok) return leave(opened.value.url, cookie);
  // The list asks for the country.
  if (opened.problems[0].code === "country-unknown") return seeOther(routes.devices());
  return respondProblem(request, "not-found");
}

/** Redirects from a model's card to its Dash page, for somebody who is not signed in. The link's page says what is amiss. */
export async function launchVisit(request: NextRequest, card: string): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const asked = readAsked((name) => firstParam(searchParams.get(name) ?? undefined));
  const { model: modelId, country, via } = asked;
  if (!env().OPEN_WITHOUT_SIGN_IN || !modelId || !country) return seeOther(routes.open({ card }, asked));
  const { browserHash, cookie } = ensureBrowser(request, hashVisitor);
  const visit = { modelId, country, card, channel: via ?? "website", browserHash } as const;
  const opened = await openVisit(visit, readNetworks(request.headers), readLaunchSettings());
  return opened.ok ? leave(opened.value.url, cookie) : seeOther(routes.open({ card }, asked));
}

function leave(url: string, cookie: string): Response {
  const response = seeOther(url);
  response.headers.append("set-cookie", cookie);
  return response;
}
