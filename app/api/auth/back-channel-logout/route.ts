import { readForm } from "@/app/_http/forms";
import { handle } from "@/app/_http/handlers";
import { noStore, respondProblem } from "@/app/_http/responses";
import { logOutByProvider } from "@/lib/auth";
import { problems } from "@/lib/errors";

/** Error codes of OpenID Connect Back-Channel Logout 1.0, section 2.8, and of OAuth 2.0. */
const errors = { "token-refused": "invalid_request", unavailable: "temporarily_unavailable" };

/** Handles the identity provider's logout request. The token's signature authenticates it, not a cookie. */
export const POST = handle(async (request) => {
  const [token = "", ...others] = (await readForm(request)).getAll("logout_token");
  const ended = await logOutByProvider(others.length === 0 ? String(token) : "");
  if (ended.ok) return new Response(null, { status: 200, headers: noStore });
  const [{ code }] = ended.problems;
  if (code === "not-found") return respondProblem(request, code);
  return Response.json({ error: errors[code] }, { status: problems[code].status, headers: noStore });
});
