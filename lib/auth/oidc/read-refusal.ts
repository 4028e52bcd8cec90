import { cleanText } from "@/lib/observability";

/** Why a provider refused a person, as the sign-in page names it. */
type Reason = "cancelled" | "no-access" | "unconfirmed" | "provider";

type Refusal = { reason: Reason; error: string; description?: string };

// What providers write, since OAuth has one code for most of it: Entra's and B2C's numbers, and English sentences.
const unconfirmed =
  /e-?mail.{0,40}(verif|confirm)|(verif|confirm).{0,40}e-?mail|not (yet )?(verified|confirmed)|unverified|email_not_verified/i;
const cancelled =
  /cancel|declin|AADSTS65004|AADB2C90091|(user|owner|person).{0,30}(denied|reject|refus)|denied (the )?consent|consent.{0,20}denied/i;

/** Codes of OAuth 2.0 (RFC 6749, 4.1.2.1) and OpenID Connect that say nothing about the person. */
const technical = [
  "invalid_request",
  "unauthorized_client",
  "unsupported_response_type",
  "invalid_scope",
  "server_error",
  "temporarily_unavailable",
  "login_required",
  "interaction_required",
  "account_selection_required",
  "consent_required",
  "invalid_request_uri",
  "invalid_request_object",
  "request_not_supported",
  "request_uri_not_supported",
  "registration_not_supported",
];

/** Reads why the provider sent the person back without a code; null if it did not refuse. */
export function readRefusal(query: Readonly<Record<string, string>>): Refusal | null {
  if (query.error === undefined) return null;
  const said = `${query.error} ${query.error_description ?? ""}`.slice(0, 2000);
  const description = query.error_description && cleanText(query.error_description, 300);
  return {
    reason: readReason(query.error, said, Boolean(description)),
    error: cleanText(query.error, 100),
    ...(description && { description }),
  };
}

function readReason(error: string, said: string, isExplained: boolean): Reason {
  if (unconfirmed.test(said)) return "unconfirmed";
  if (error === "access_denied") return cancelled.test(said) || !isExplained ? "cancelled" : "no-access";
  if (technical.includes(error)) return "provider";
  // Codes of their own: Auth0's "unauthorized" is what a rule of the partner says.
  return /unauthori[sz]ed|denied|forbidden|blocked|unmet_authentication/i.test(error)
    ? "no-access"
    : "provider";
}
