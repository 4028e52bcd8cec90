import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import { htmlAnswer, readBody, sendAnswer } from "../shared/answer";
import { renderError, renderPeople } from "./pages";
import type { Person } from "./people";
import { identityPolicy } from "./policy";

export interface Interactions {
  provider: Provider;
  company: string;
  people: readonly Person[];
}

function sendPage(response: ServerResponse, status: number, body: string): void {
  const answer = htmlAnswer(status, body);
  answer.headers["content-security-policy"] = identityPolicy;
  sendAnswer(response, answer);
}

/** `/interaction/{uid}`: GET lists the people, POST signs one in and continues. */
export async function handleInteraction(
  { provider, company, people }: Interactions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let details: Awaited<ReturnType<Provider["interactionDetails"]>>;
  try {
    details = await provider.interactionDetails(request, response);
  } catch {
    const reason = "This sign-in has expired, or it began in another browser.";
    return sendPage(response, 400, renderError(company, "session_not_found", reason));
  }
  // prompt=consent asks for a consent page, which does not exist: everything is already granted.
  if (details.prompt.name === "consent")
    return provider.interactionFinished(
      request,
      response,
      { consent: {} },
      { mergeWithLastSubmission: true },
    );

  if (request.method !== "POST")
    return sendPage(response, 200, renderPeople(company, `/interaction/${details.uid}`, people));
  const subject = new URLSearchParams((await readBody(request)) ?? "").get("subject");
  if (!people.some((person) => person.subject === subject))
    return sendPage(response, 400, renderError(company, "invalid_request", "Nobody here has this subject."));
  return provider.interactionFinished(request, response, { login: { accountId: subject ?? "" } });
}
