import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Answer, emptyAnswer, htmlAnswer, methodRefused, seeOther, textAnswer } from "../shared/answer";
import { answerAs, isRead, readForm } from "../shared/requests";
import { checkAddress } from "./check-address";
import { checkerView } from "./checker-page";
import { Behaviour, readControlForm } from "./control";
import { controlView } from "./control-page";
import { reportView } from "./report-page";
import { requestsView } from "./requests-page";
import { applyAllowList, type Sandbox, type SiteContext } from "./site-context";
import type { Site } from "./sites";
import { renderView, type View } from "./views";

async function handleControl(
  { sandbox }: SiteContext,
  request: IncomingMessage,
  show: Show,
): Promise<Answer> {
  if (request.method === "DELETE") {
    sandbox.behaviour = Behaviour.parse({});
    return emptyAnswer(204);
  }
  if (isRead(request))
    return answerAs(request, sandbox.behaviour, () =>
      show(200, controlView(sandbox, {}, undefined, request.url?.endsWith("?moved"))),
    );
  if (request.method !== "POST") return methodRefused("GET, HEAD, POST, DELETE");
  const fields = await readForm(request);
  if (!(fields instanceof URLSearchParams)) return fields;
  const unknown = [...fields.keys()].find((name) => !Object.hasOwn(Behaviour.shape, name));
  if (unknown !== undefined)
    return textAnswer(422, `There is no ${unknown}. There are ${Object.keys(Behaviour.shape).join(", ")}.\n`);
  const read = readControlForm(fields);
  if (!read.success) return show(422, controlView(sandbox, z.flattenError(read.error).fieldErrors, fields));
  sandbox.behaviour = read.data;
  return seeOther("/control");
}

/** Passes the order on to the device simulator. */
async function handleDay(devices: string, request: IncomingMessage): Promise<Answer> {
  if (request.method !== "POST") return methodRefused("POST");
  const fields = await readForm(request);
  if (!(fields instanceof URLSearchParams)) return fields;
  const answer = await fetch(`${devices}/day`, { method: "POST", body: fields }).catch(() => undefined);
  return answer?.ok
    ? seeOther("/control?moved#devices")
    : textAnswer(502, "The device simulator does not answer. See its log.\n");
}

/** The sites' origins, including those with the host name that this visitor used. */
function originsSeenBy(request: IncomingMessage, { origins }: Sandbox): Map<string, Site> {
  const seen = new Map(origins);
  const names = ["localhost", "127.0.0.1", request.headers.host?.replace(/:\d+$/, "")];
  for (const [origin, site] of origins)
    for (const name of names) {
      const url = new URL(origin);
      if (name) url.hostname = name;
      seen.set(url.origin, site);
    }
  return seen;
}

async function handleChecker(
  { sandbox }: SiteContext,
  request: IncomingMessage,
  show: Show,
): Promise<Answer> {
  if (isRead(request)) return show(200, checkerView());
  if (request.method !== "POST") return methodRefused("GET, HEAD, POST");
  const fields = await readForm(request);
  if (!(fields instanceof URLSearchParams)) return fields;
  const link = (fields.get("link") ?? "").trim();
  if (link === "") return show(422, checkerView("", undefined, "Paste a link first."));
  const checked = checkAddress(link, originsSeenBy(request, sandbox), sandbox.catalogue);
  return show(200, checkerView(link, applyAllowList(checked, sandbox.behaviour)));
}

type Show = (status: number, view: View, wide?: boolean) => Answer;

/** Handles the sandbox's own tools, the same on all sites. Returns undefined for every other path. */
export async function handleTool(
  context: SiteContext,
  request: IncomingMessage,
  path: string,
): Promise<Answer | undefined> {
  const { log } = context.sandbox;
  const show: Show = (status, view, wide = false) => {
    const answer = htmlAnswer(status, renderView(context.site, view, wide));
    // Under no-referrer a browser would send the page's own form with "Origin: null".
    answer.headers["referrer-policy"] = "same-origin";
    return answer;
  };
  if (path === "/control") return handleControl(context, request, show);
  const { devices } = context.sandbox;
  if (path === "/control/day" && devices !== undefined) return handleDay(devices, request);
  if (path === "/check") return handleChecker(context, request, show);
  if (path !== "/requests" && path !== "/report") return undefined;
  if (request.method === "DELETE") {
    log.clear();
    return emptyAnswer(204);
  }
  if (!isRead(request)) return methodRefused("GET, HEAD, DELETE");
  return path === "/report"
    ? answerAs(request, log.report(), () => show(200, reportView(log.report()), true))
    : answerAs(request, log.entries(), () => show(200, requestsView(log.entries()), true));
}
