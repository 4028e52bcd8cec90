import { createTransport } from "nodemailer";
import { env, isLoopback } from "@/lib/env";
import { LarderError } from "@/lib/errors";
import type { Letter } from "./types";

/** Longest time that one mail may take, in milliseconds: less than the queue waits for it. */
const maxDuration = 20_000;

type SmtpFault = Error & {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  permanent?: boolean;
};

const connect = () => {
  const url = env().SMTP_URL ?? "";
  return createTransport({
    url,
    // A code must not travel in clear text. A parameter of the address itself (…?requireTLS=false) takes precedence.
    requireTLS: !isLoopback(new URL(url).hostname),
    dnsTimeout: 5000,
    connectionTimeout: 8000,
    greetingTimeout: 8000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

let transport: ReturnType<typeof connect> | undefined;

/** Reads the parts of MAIL_FROM, which is "Name <address>" or an address alone. */
function readSender(): { name: string; address: string } {
  const { MAIL_FROM = "", PARTNER_NAME } = env();
  const [, name, address] = MAIL_FROM.match(/^(.*) <(.*)>$/) ?? [];
  return { name: name?.trim() || PARTNER_NAME, address: address ?? MAIL_FROM };
}

/** Describes why a mail could not be sent, without the server's own words: they repeat addresses. */
function describeFault({ code, command, response, responseCode, message }: SmtpFault): string {
  if (!response && code !== "EENVELOPE") return `${code ?? "unknown"}: ${message}`;
  const status = response?.match(/^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/)?.[1];
  return [code, command, responseCode, status].filter(Boolean).join(" ");
}

/**
 * Sends a letter over SMTP.
 * @param to an address that was checked
 * @param id of the job: a letter that is sent twice has one Message-ID
 * @throws LarderError `mail-failed`, or `mail-undeliverable` when the server refused this mail for good
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
