import { answer } from "@/app/_http/answer";
import { formOf } from "@/app/_http/form-of";
import { privately, respondProblem } from "@/app/_http/small-page";
import { logOutByProvider } from "@/lib/auth";

const refuse = (status: number, error: string) => Response.json({ error }, { status, headers: privately });

/** Where the identity provider says that a session over there has ended. A signature proves it, not a cookie. */
export const POST = answer(async (request) => {
  const [token = "", ...others] = (await formOf(request)).getAll("logout_token");
  const outcome = await logOutByProvider(others.length === 0 ? String(token) : "");
  if (outcome === null) return respondProblem(request, "not-found");
  if (outcome === "unavailable") return refuse(503, "temporarily_unavailable");
  if (outcome === "refused") return refuse(400, "invalid_request");
  return new Response(null, { status: 200, headers: privately });
});
