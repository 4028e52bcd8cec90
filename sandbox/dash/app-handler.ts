import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Answer, htmlAnswer, jsonAnswer, readBody, textAnswer } from "../shared/answer";
import { appCheckPath, appPolicy, appScript, appScriptPath, renderAppPage } from "./app-page";
import { isSameArrival, secondsToWait } from "./sign-in";
import { judge, originFor, type SiteContext } from "./site-context";
import { appPath } from "./sites";
import { dashView, problemsView, signInView, unavailableView, type View, waitingView } from "./views";

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

/** `again`: seconds after which the page asks once more. */
function viewAnswer(status: number, { title, main }: View, again?: number): Answer {
  return jsonAnswer(status, { title, main: main.text, again });
}

/** The app page's question about its own address; the answer is what the page shows. */
async function answerCheck(context: SiteContext, request: IncomingMessage): Promise<Answer> {
  const { site, signIns, sandbox } = context;
  const { slow, unavailable } = sandbox.behaviour;
  // This type makes a browser ask first, so that no other site writes into the log.
  if (!request.headers["content-type"]?.startsWith("application/json"))
    return textAnswer(415, "application/json only.\n");
  const question = parseQuestion(await readBody(request));
  if (!question) return textAnswer(400, "Not a question of the app page.\n");

  const target = appPath + question.search + question.hash;
  const link = judge(context, target);
  const person = signIns.find(request);
  const seconds = person ? secondsToWait(person) : 0;
  if (seconds === 0 && !(person && isSameArrival(person, target)))
    sandbox.log.add(site, originFor(request) + target, link, question.referer || null, !unavailable);
  if (slow > 0) await sleep(slow * 1000);

  if (unavailable) return viewAnswer(503, unavailableView());
  if (seconds > 0) return viewAnswer(200, waitingView(seconds), seconds);
  if (!person) return viewAnswer(200, signInView(target, signIns.noteArrival(target)));
  if (link.problems.length > 0) return viewAnswer(400, problemsView(link, target));
  return viewAnswer(200, dashView(site, link, person.email, sandbox));
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
