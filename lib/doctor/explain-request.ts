import { findCertificateFix } from "@/lib/observability";

/** What to do, by Node's code. */
const fixes: Record<string, string> = {
  ENOTFOUND: "Correct the host, or make it known to DNS on this machine.",
  EAI_AGAIN: "Correct the host, or make it known to DNS on this machine.",
  ECONNREFUSED: "Nothing listens there: correct the address, or start what should.",
};

/** Explains why a request over HTTP got no answer. @returns the reason, without a full stop, and what to do */
export function explainRequest(error: unknown): { reason: string; fix: string } {
  const {
    cause,
    message,
    code = "",
    errors = [],
    name,
  } = error as Error & { code?: string; errors?: Error[] };
  if (cause) return explainRequest(cause);
  const reason = message || errors.map((one) => one.message).join("; ");
  if (name === "TimeoutError")
    return { reason: "no answer in time", fix: "Check the address and every firewall between." };
  return {
    reason: reason.replace(/\.$/, ""),
    fix: findCertificateFix(reason) ?? fixes[code] ?? "Check the address, and read the log there.",
  };
}
