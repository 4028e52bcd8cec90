import type { IncomingMessage } from "node:http";
import { z } from "zod";
import {
  type Answer,
  emptyAnswer,
  htmlAnswer,
  jsonAnswer,
  methodRefused,
  readBody,
  seeOther,
  textAnswer,
} from "../shared/answer";
import { checkAddress } from "./check-address";
import { checkerView } from "./checker-page";
import { Behaviour, readControlForm } from "./control";
import { controlView } from "./control-page";
import { reportView } from "./report-page";
import { requestsView } from "./requests-page";
import type { SiteContext } from "./site-context";
import { renderView, type View } from "./views";

function isRead(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/** As JSON when it is asked for, otherwise as a page. */
function answerAs(request: IncomingMessage, data: unknown, page: () => Answer): Answer {
  const wantsJson =
    /[?&]format=json(?:&|$)/.test(request.url ?? "") || request.headers.accept?.includes("application/json");
  return wantsJson ? jsonAnswer(200, data) : page();
}

/** Fields that a form of this site posted; an answer instead when they come from elsewhere or are too many. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | Answer> {
  if (request.headers["sec-fetch-site"] === "cross-site")
    return textAnswer(403, "Another site may not change the sandbox. Open this page itself.\n");
  const body = await readBody(request);
  return body === null ? textAnswer(413, "More than 64 KiB. Send less.\n") : new URLSearchParams(body);
}

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
    return answerAs(request, sandbox.behaviour, () => show(200, controlView(sandbox.behaviour)));
  if (request.method !== "POST") return methodRefused("GET, HEAD, POST, DELETE");
  const fields = await readForm(request);
  if (!(fields instanceof URLSearchParams)) return fields;
  const read = readControlForm(fields);
  if (!read.success)
    return show(422, controlView(sandbox.behaviour, z.flattenError(read.error).fieldErrors, fields));
  sandbox.behaviour = read.data;
  return seeOther("/control");
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
  return show(200, checkerView(link, checkAddress(link, sandbox.origins, sandbox.catalogue)));
}

type Show = (status: number, view: View, wide?: boolean) => Answer;

/** The sandbox's own tools, the same on all sites; undefined for every other path. */
export async function handleTool(
  context: SiteContext,
  request: IncomingMessage,
  path: string,
): Promise<Answer | undefined> {
  const { log } = context.sandbox;
  const show: Show = (status, view, wide = false) => htmlAnswer(status, renderView(context.site, view, wide));
  if (path === "/control") return handleControl(context, request, show);
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
