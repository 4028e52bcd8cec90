import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type Answer, htmlAnswer, jsonAnswer, readBody, textAnswer } from "../shared/answer";
import { appCheckPath, appPolicy, appScript, appScriptPath, renderAppPage } from "./app-page";
import { checkLink } from "./check-link";
import { isSameArrival } from "./sign-in";
import { originFor, type SiteContext } from "./site-context";
import { appPath } from "./sites";
import { dashView, problemsView, signInView, type View } from "./views";

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

function viewAnswer(status: number, { title, main }: View): Answer {
  return jsonAnswer(status, { title, main: main.text });
}

/** The app page's question about its own address; the answer is what the page shows. */
async function answerCheck(context: SiteContext, request: IncomingMessage): Promise<Answer> {
  const { site, signIns, log, catalogue } = context;
  // This type makes a browser ask first, so that no other site writes into the log.
  if (!request.headers["content-type"]?.startsWith("application/json"))
    return textAnswer(415, "application/json only.\n");
  const question = parseQuestion(await readBody(request));
  if (!question) return textAnswer(400, "Not a question of the app page.\n");

  const target = appPath + question.search + question.hash;
  const link = checkLink(target, "app", catalogue);
  const person = signIns.find(request);
  if (!(person && isSameArrival(person, target)))
    log.add(site, originFor(request) + target, link, question.referer || null);

  if (!person) return viewAnswer(200, signInView(target, signIns.noteArrival(target)));
  if (link.problems.length > 0) return viewAnswer(400, problemsView(link, target));
  return viewAnswer(200, dashView(site, link, person.email, catalogue));
}

/** The app page, its script and its check; undefined for every other request. */
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
