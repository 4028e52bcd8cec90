import { isLoopback } from "@/lib/env";
import { describeFault, type SmtpFault, tryMailServer } from "@/lib/mail";
import { findCertificateFix } from "@/lib/observability";
import { fail, fine, note, warn } from "./findings";
import type { Finding } from "./types";

/** What to do, by the mail library's code. */
const fixes: Record<string, string> = {
  EAUTH: "Correct the user and the password in SMTP_URL.",
  EDNS: "Correct the host in SMTP_URL, or make it known to DNS.",
  ETLS: "Have the server offer STARTTLS, or use smtps:// with its TLS port; inside your own network, add ?requireTLS=false.",
  ETIMEDOUT: "Check the host, the port and every firewall between.",
};
const wrongPort =
  "Correct the host and the port in SMTP_URL: most often 465 with smtps://, 587 with smtp://.";

/**
 * Checks the mail server: connection, TLS, and the user. Sends nothing.
 * @param url SMTP_URL
 * @param portalUrl NEXTAUTH_URL, whose host the portal names in EHLO
 * @param wait in milliseconds
 */
export async function checkMail(
  url: string | undefined,
  portalUrl: string,
  wait: number,
): Promise<Finding[]> {
  if (!url) return [note("SMTP_URL is not set, so no mail is sent.")];
  const { host, hostname } = new URL(url);
  try {
    const { isEncrypted, signsIn } = await tryMailServer(url, portalUrl, wait);
    return [
      fine(`${host} takes mail${signsIn ? " from the user in SMTP_URL" : ", without a user"}.`),
      isEncrypted || isLoopback(hostname)
        ? fine(isEncrypted ? "Mail goes over an encrypted connection." : "Mail stays on this machine.")
        : warn({
            what: "Mail may go over an unencrypted connection.",
            fix: "Remove requireTLS=false from SMTP_URL, unless the network is yours alone.",
          }),
    ];
  } catch (error) {
    const fault = error as SmtpFault;
    const fix = findCertificateFix(fault.message) ?? fixes[fault.code ?? ""] ?? wrongPort;
    return [fail({ what: `${host} takes no mail: ${describeFault(fault).replace(/\.$/, "")}.`, fix })];
  }
}
