/** What to do about a TLS error, by the message that Node has for it. */
const fixes: [message: RegExp, fix: string][] = [
  [
    /self.signed certificate|unable to (verify the first|get (local )?issuer) certificate/,
    "If your own certificate authority signed it, set NODE_EXTRA_CA_CERTS to the file of that authority's certificate.",
  ],
  [
    /does not match certificate's altnames/,
    "Use a host name that the certificate has, or get a certificate for this one.",
  ],
  [/certificate has expired/, "Renew the certificate, and check this machine's clock."],
];

/** Finds what to do about a TLS error; null if the message is about something else. */
export const findCertificateFix = (message: string): string | null =>
  fixes.find(([pattern]) => pattern.test(message))?.[1] ?? null;

/** Adds what to do to the message of a TLS error, if that is known. */
export function explainCertificate(message: string): string {
  const fix = findCertificateFix(message);
  return fix ? `${message.replace(/\.$/, "")}. ${fix}` : message;
}
