import type { IncomingMessage } from "node:http";
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
import { handleApp } from "./app-handler";
import { checkLink } from "./check-link";
import { requestsView } from "./requests-page";
import { isSameArrival } from "./sign-in";
import { isOwnTarget, isSecure, originFor, type SiteContext } from "./site-context";
import { dashView, homeView, problemsView, renderView, signInView } from "./views";

function handleRequests({ log, site }: SiteContext, request: IncomingMessage): Answer {
  if (request.method === "DELETE") {
    log.clear();
    return emptyAnswer(204);
  }
  if (request.method !== "GET" && request.method !== "HEAD") return methodRefused("GET, HEAD, DELETE");
  const wantsJson =
    /[?&]format=json(?:&|$)/.test(request.url ?? "") || request.headers.accept?.includes("application/json");
  if (wantsJson) return jsonAnswer(200, log.entries());
  return htmlAnswer(200, renderView(site, requestsView(log.entries()), true));
}

async function handleSignIn({ site, signIns }: SiteContext, request: IncomingMessage, target: string) {
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
  answer.headers["set-cookie"] = signIns.signIn(email, arrival, isSecure(request));
  return answer;
}

function handleLink(context: SiteContext, request: IncomingMessage, target: string): Answer {
  const { site, signIns, log, catalogue } = context;
  const link = checkLink(target, site.channel, catalogue);
  const person = signIns.find(request);
  const isArrival = request.method === "GET" && !(person && isSameArrival(person, target));
  if (isArrival) log.add(site, originFor(request) + target, link, request.headers.referer ?? null);

  if (!person && isOwnTarget(target))
    return htmlAnswer(200, renderView(site, signInView(target, signIns.noteArrival(target))));
  if (link.problems.length > 0) return htmlAnswer(400, renderView(site, problemsView(link, target)));
  return htmlAnswer(200, renderView(site, dashView(site, link, person?.email ?? "", catalogue)));
}

/** One site: its own pages by path; every other path is an arriving link. */
export async function handleSite(context: SiteContext, request: IncomingMessage): Promise<Answer> {
  const { site } = context;
  const target = request.url ?? "/";
  const path = target.split("?")[0];

  if (path === "/requests") return handleRequests(context, request);
  const appAnswer = site.channel === "app" ? await handleApp(context, request, path) : undefined;
  if (appAnswer) return appAnswer;
  if (request.method === "POST" && isOwnTarget(target)) return handleSignIn(context, request, target);
  if (request.method !== "GET" && request.method !== "HEAD") return methodRefused("GET, HEAD, POST");
  if (target === "/") return htmlAnswer(200, renderView(site, homeView(site)));
  if (path === "/favicon.ico") return emptyAnswer(204);
  if (path === "/robots.txt") return textAnswer(200, "User-agent: *\nDisallow: /\n");
  return handleLink(context, request, target);
}
