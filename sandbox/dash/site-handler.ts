import type { IncomingMessage } from "node:http";
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
import { showLink } from "./arrival";
import { closedPath } from "./control";
import { isOwnTarget, isSecure, type SiteContext } from "./site-context";
import { handleTool } from "./tool-handler";
import { closedView, homeView, renderView, signInView } from "./views";

async function handleSignIn({ site, signIns }: SiteContext, request: IncomingMessage, target: string) {
  const body = await readBody(request);
  if (body === null) return textAnswer(413, "Too large.\n");
  const fields = new URLSearchParams(body);
  const email = (fields.get("email") ?? "").trim();
  const arrival = fields.get("arrival") ?? "";
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) {
    const view = signInView(arrival, "Enter an e-mail address, such as demo@example.com.");
    return htmlAnswer(422, renderView(site, view));
  }
  const answer = seeOther(target);
  answer.headers["set-cookie"] = signIns.signIn(email, arrival, isSecure(request));
  return answer;
}

async function handleLink(context: SiteContext, request: IncomingMessage, target: string): Promise<Answer> {
  const { status, view, again } = await showLink(context, request, target, request.headers.referer ?? null);
  const answer = htmlAnswer(status, renderView(context.site, view));
  if (again !== undefined) answer.headers.refresh = String(again);
  if (status === 503) answer.headers["retry-after"] = "60";
  return answer;
}

/** Handles one site's requests: its own pages, and any other path as an incoming link. */
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
