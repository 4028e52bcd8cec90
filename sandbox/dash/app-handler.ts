import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Answer, htmlAnswer, jsonAnswer, readBody, textAnswer } from "../shared/answer";
import { appCheckPath, appPolicy, appScript, appScriptPath, renderAppPage } from "./app-page";
import { showLink } from "./arrival";
import type { SiteContext } from "./site-context";
import { appPath } from "./sites";

const Question = z.object({
  search: z.string().regex(/^(?:\?.*)?$/s),
  hash: z.string().regex(/^(?:#.*)?$/s),
  referer: z.string(),
});

function parseQuestion(body: string | null) {
  try {
    return Question.safeParse(JSON.parse(body ?? "")).data;
  } catch {
    return undefined;
  }
}

/** Answers the app page's script, which sends the page's fragment, with the markup to show. */
async function answerCheck(context: SiteContext, request: IncomingMessage): Promise<Answer> {
  // This type makes a browser send a preflight request, so that no other site can write to the log.
  if (!request.headers["content-type"]?.startsWith("application/json"))
    return textAnswer(415, "application/json only.\n");
  const question = parseQuestion(await readBody(request));
  if (!question) return textAnswer(400, "Not a question of the app page.\n");

  const target = appPath + question.search + question.hash;
  const { status, view, again } = await showLink(context, request, target, question.referer || null);
  return jsonAnswer(status, { title: view.title, main: view.main.text, again });
}

/** Handles the app page, its script and its check. Returns undefined for every other request. */
export async function handleApp(
  context: SiteContext,
  request: IncomingMessage,
  path: string | undefined,
): Promise<Answer | undefined> {
  if (path === appCheckPath && request.method === "POST") return answerCheck(context, request);
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  if (path === appScriptPath) return textAnswer(200, appScript, "text/javascript");
  if (path !== appPath) return undefined;
  const answer = htmlAnswer(200, renderAppPage(context.site));
  answer.headers["content-security-policy"] = appPolicy;
  return answer;
}
