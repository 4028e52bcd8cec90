import { handle } from "@/app/_http/answer";
import { readForm } from "@/app/_http/form-of";
import { noStore, respondProblem } from "@/app/_http/small-page";
import { logOutByProvider } from "@/lib/auth";

const refuse = (status: number, error: string) => Response.json({ error }, { status, headers: noStore });

/** Where the identity provider says that a session over there has ended. A signature proves it, not a cookie. */
export const POST = handle(async (request) => {
  const [token = "", ...others] = (await readForm(request)).getAll("logout_token");
  const outcome = await logOutByProvider(others.length === 0 ? String(token) : "");
  if (outcome === null) return respondProblem(request, "not-found");
  if (outcome === "unavailable") return refuse(503, "temporarily_unavailable");
  if (outcome === "refused") return refuse(400, "invalid_request");
  return new Response(null, { status: 200, headers: noStore });
});
