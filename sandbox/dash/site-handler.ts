import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Answer,
  emptyAnswer,
  htmlAnswer,
  methodRefused,
  readBody,
  seeOther,
  textAnswer,
} from "../shared/answer";
import { handleApp } from "./app-handler";
import { closedPath } from "./control";
import { isSameArrival, secondsToWait } from "./sign-in";
import { isOwnTarget, isSecure, judge, originFor, type SiteContext } from "./site-context";
import { handleTool } from "./tool-handler";
import {
  closedView,
  dashView,
  homeView,
  problemsView,
  renderView,
  signInView,
  unavailableView,
  waitingView,
} from "./views";

async function handleSignIn(
  { site, signIns, sandbox }: SiteContext,
  request: IncomingMessage,
  target: string,
) {
  const body = await readBody(request);
  if (body === null) return textAnswer(413, "Too large.\n");
  const fields = new URLSearchParams(body);
  const email = (fields.get("email") ?? "").trim();
  const arrival = fields.get("arrival") ?? "";
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) {
    const view = signInView(target, arrival, "Write an e-mail address, such as demo@example.com.");
    return htmlAnswer(422, renderView(site, view));
  }
  const answer = seeOther(target);
  const cookie = signIns.signIn(email, arrival, isSecure(request), sandbox.behaviour.signIn);
  answer.headers["set-cookie"] = cookie;
  return answer;
}

async function handleLink(context: SiteContext, request: IncomingMessage, target: string): Promise<Answer> {
  const { site, signIns, sandbox } = context;
  const { slow, unavailable } = sandbox.behaviour;
  const link = judge(context, target);
  const person = signIns.find(request);
  const seconds = person ? secondsToWait(person) : 0;
  const isArrival = request.method === "GET" && seconds === 0 && !(person && isSameArrival(person, target));
  if (isArrival)
    sandbox.log.add(site, originFor(request) + target, link, request.headers.referer ?? null, !unavailable);
  if (slow > 0) await sleep(slow * 1000);

  if (unavailable) {
    const answer = htmlAnswer(503, renderView(site, unavailableView()));
    answer.headers["retry-after"] = "60";
    return answer;
  }
  if (seconds > 0) {
    const answer = htmlAnswer(200, renderView(site, waitingView(seconds)));
    answer.headers.refresh = String(seconds);
    return answer;
  }
  if (!person && isOwnTarget(target))
    return htmlAnswer(200, renderView(site, signInView(target, signIns.noteArrival(target))));
  if (link.problems.length > 0) return htmlAnswer(400, renderView(site, problemsView(link, target)));
  return htmlAnswer(200, renderView(site, dashView(site, link, person?.email ?? "", sandbox)));
}

/** One site: its own pages by path; every other path is an arriving link. */
export async function handleSite(context: SiteContext, request: IncomingMessage): Promise<Answer> {
  const { site } = context;
  const target = request.url ?? "/";
  const path = target.split("?")[0] ?? "";

  const toolAnswer = await handleTool(context, request, path);
  if (toolAnswer) return toolAnswer;
  const appAnswer = site.channel === "app" ? await handleApp(context, request, path) : undefined;
  if (appAnswer) return appAnswer;
  if (request.method === "POST" && isOwnTarget(target)) return handleSignIn(context, request, target);
  if (request.method !== "GET" && request.method !== "HEAD") return methodRefused("GET, HEAD, POST");
  if (target === "/") return htmlAnswer(200, renderView(site, homeView(site)));
  if (path === closedPath) return htmlAnswer(200, renderView(site, closedView()));
  if (path === "/favicon.ico") return emptyAnswer(204);
  if (path === "/robots.txt") return textAnswer(200, "User-agent: *\nDisallow: /\n");
  return handleLink(context, request, target);
}
