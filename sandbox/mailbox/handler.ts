import type { IncomingMessage } from "node:http";
import { type Answer, emptyAnswer, htmlAnswer, methodRefused, seeOther, textAnswer } from "../shared/answer";
import { contentSecurityPolicy } from "../shared/page";
import { answerAs, isRead, readForm } from "../shared/requests";
import { Behaviour } from "./behaviour";
import type { Mailbox } from "./mailbox";
import { renderControl, renderMail, renderMails } from "./pages";

/** Allows a mail's inline styles, but no scripts, no loading and no links away. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

function page(status: number, body: string): Answer {
  const answer = htmlAnswer(status, body);
  answer.headers["content-security-policy"] = contentSecurityPolicy([
    "form-action 'self'",
    "frame-src 'self'",
  ]);
  // Under no-referrer a browser would send the page's own form with "Origin: null".
  answer.headers["referrer-policy"] = "same-origin";
  return answer;
}

async function handleControl(mailbox: Mailbox, request: IncomingMessage): Promise<Answer> {
  if (request.method === "DELETE") {
    mailbox.mode = "accept";
    return emptyAnswer(204);
  }
  if (isRead(request))
    return answerAs(request, { mode: mailbox.mode }, () => page(200, renderControl(mailbox.mode)));
  if (request.method !== "POST") return methodRefused("GET, HEAD, POST, DELETE");
  const fields = await readForm(request);
  if (!(fields instanceof URLSearchParams)) return fields;
  const read = Behaviour.safeParse(Object.fromEntries(fields));
  if (!read.success)
    return page(422, renderControl(mailbox.mode, read.error.issues.map(({ message }) => message).join(" ")));
  mailbox.mode = read.data.mode;
  return seeOther("/control");
}

function handleMails(mailbox: Mailbox, request: IncomingMessage, to: string | null): Answer {
  if (request.method === "DELETE") {
    mailbox.clear();
    return emptyAnswer(204);
  }
  if (!isRead(request)) return methodRefused("GET, HEAD, DELETE");
  const mails = mailbox.mails(to);
  return answerAs(request, mails, () => page(200, renderMails(mails, to)));
}

function handleMail(
  mailbox: Mailbox,
  request: IncomingMessage,
  id: string,
  part: string | undefined,
): Answer {
  const mail = mailbox.find(id);
  if (!mail) return textAnswer(404, "There is no such mail, or it is gone.\n");
  if (!isRead(request)) return methodRefused("GET, HEAD");
  if (!part) return answerAs(request, mail, () => page(200, renderMail(mail)));
  if (mail.html === null) return textAnswer(404, "This mail has no HTML part.\n");
  const answer = htmlAnswer(200, mail.html);
  answer.headers["content-security-policy"] = mailPolicy;
  return answer;
}

/** The mailbox's pages, by path. */
export async function handle(mailbox: Mailbox, request: IncomingMessage): Promise<Answer> {
  const [path = "/", query] = (request.url ?? "/").split("?");
  if (path === "/") return seeOther("/mails");
  if (path === "/control") return handleControl(mailbox, request);
  if (path === "/mails") return handleMails(mailbox, request, new URLSearchParams(query).get("to"));
  const [, id, part] = /^\/mails\/(\d+)(\/html)?$/.exec(path) ?? [];
  if (id) return handleMail(mailbox, request, id, part);
  if (path === "/favicon.ico") return emptyAnswer(204);
  return textAnswer(404, "There is nothing here. Mail is at /mails.\n");
}
