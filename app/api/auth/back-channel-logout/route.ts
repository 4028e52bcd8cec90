import { readForm } from "@/app/_http/forms";
import { handle } from "@/app/_http/handlers";
import { noStore, respondProblem } from "@/app/_http/responses";
import { logOutByProvider } from "@/lib/auth";
import { problems } from "@/lib/errors";

/** The errors as OpenID Connect Back-Channel Logout 1.0, 2.8 and OAuth 2.0 name them. */
const errors = { "token-refused": "invalid_request", unavailable: "temporarily_unavailable" };

/** Where the identity provider says that one of its sessions has ended. A signature proves it, not a cookie. */
export const POST = handle(async (request) => {
  const [token = "", ...others] = (await readForm(request)).getAll("logout_token");
  const ended = await logOutByProvider(others.length === 0 ? String(token) : "");
  if (ended.ok) return new Response(null, { status: 200, headers: noStore });
  const [{ code }] = ended.problems;
  if (code === "not-found") return respondProblem(request, code);
  return Response.json({ error: errors[code] }, { status: problems[code].status, headers: noStore });
});
