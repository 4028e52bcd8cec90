import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { LarderError } from "@/lib/errors";
import { buildServerOptions, describeFault, type SmtpFault } from "./mail-server";
import type { Letter } from "./types";

/** Timeout for sending a mail, in milliseconds; shorter than the queue's. */
const maxDuration = 20_000;

/** Connections to the mail server, which are kept for further mails: one for each mail that is sent at once. */
export const mailsAtOnce = 10;

const connect = () => {
  const { SMTP_URL = "", NEXTAUTH_URL } = env();
  return createTransport({
    ...buildServerOptions(SMTP_URL, NEXTAUTH_URL, 8000),
    pool: true,
    maxConnections: mailsAtOnce,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

let transport: ReturnType<typeof connect> | undefined;

/** Reads MAIL_FROM: "Name <address>", or an address without a name. */
function readSender(): { name: string; address: string } {
  const { MAIL_FROM = "", PARTNER_NAME } = env();
  const [, name, address] = MAIL_FROM.match(/^(.*) <(.*)>$/) ?? [];
  return { name: name?.trim() || PARTNER_NAME, address: address ?? MAIL_FROM };
}

/**
 * Sends a letter over SMTP.
 * @param to validated address
 * @param id of the job, so that a letter sent twice has the same Message-ID
 * @throws LarderError `mail-failed`, or `mail-undeliverable` when the server rejected the mail permanently
 */
export async function sendMail(to: string, id: string, letter: Letter): Promise<void> {
  const { language, ...content } = letter;
  transport ??= connect();
  try {
    await transport.sendMail({
      ...content,
      from: readSender(),
      to: { name: "", address: to },
      messageId: `<${id}@${new URL(env().NEXTAUTH_URL).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated", "Content-Language": language },
      signal: AbortSignal.timeout(maxDuration),
    });
  } catch (thrown) {
    const fault = thrown as SmtpFault;
    const isForGood = fault.permanent && ["RCPT TO", "DATA"].includes(fault.command ?? "");
    throw new LarderError(isForGood ? "mail-undeliverable" : "mail-failed", describeFault(fault));
  }
}
