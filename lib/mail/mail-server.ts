import { createTransport } from "nodemailer";
import { isLoopback } from "@/lib/env";

export type SmtpFault = Error & {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  permanent?: boolean;
};

/** Whether mail goes over an encrypted connection or not at all. A parameter in SMTP_URL takes precedence. */
const requiresTls = ({ protocol, hostname, searchParams }: URL) =>
  protocol === "smtps:" || (searchParams.get("requireTLS") ?? String(!isLoopback(hostname))) === "true";

/**
 * Builds the options of a connection to the mail server.
 * @param url SMTP_URL
 * @param portalUrl NEXTAUTH_URL
 * @param wait in milliseconds, for the connection and for its greeting
 */
export const buildServerOptions = (url: string, portalUrl: string, wait: number) => ({
  url,
  // Otherwise the machine's name, or [127.0.0.1] in a container: some mail servers refuse that.
  name: new URL(portalUrl).hostname,
  // A code must not travel unencrypted.
  requireTLS: requiresTls(new URL(url)),
  dnsTimeout: Math.min(wait, 5000),
  connectionTimeout: wait,
  greetingTimeout: wait,
  socketTimeout: wait + 2000,
});

/** Describes why sending failed, without the server's message, which may repeat addresses. */
export function describeFault({ code, command, response, responseCode, message }: SmtpFault): string {
  if (!response && code !== "EENVELOPE") return `${code ?? "unknown"}: ${message}`;
  const status = response?.match(/^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/)?.[1];
  return [code, command, responseCode, status].filter(Boolean).join(" ");
}

/**
 * Connects to the mail server and signs in, as for a mail, and sends none.
 * @returns how mail would travel
 * @throws SmtpFault if a mail could not be handed over
 */
export async function tryMailServer(
  url: string,
  portalUrl: string,
  wait: number,
): Promise<{ isEncrypted: boolean; signsIn: boolean }> {
  const transport = createTransport(buildServerOptions(url, portalUrl, wait));
  try {
    await transport.verify();
    return { isEncrypted: requiresTls(new URL(url)), signsIn: new URL(url).username !== "" };
  } finally {
    transport.close();
  }
}
