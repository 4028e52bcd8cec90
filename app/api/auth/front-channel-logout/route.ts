import { handle } from "@/app/_http/handlers";
import { noStore, respondProblem } from "@/app/_http/responses";
import { logOutInFrame } from "@/lib/auth";
import { createFramePolicy } from "@/lib/http";
import { routes } from "@/lib/routes";

/** Signs out a browser whose identity provider loads this address in a frame of its sign-out page. */
export const GET = handle(async (request) => {
  const read = (name: string) => request.nextUrl.searchParams.getAll(name);
  const ended = await logOutInFrame({ iss: read("iss"), sid: read("sid") });
  if (!ended.ok && ended.problems[0].code === "not-found") return respondProblem(request, "not-found");
  const said = ended.ok ? "" : `${routes.frontChannelLogout()} takes one iss, the provider's, and one sid.\n`;
  const headers = { ...noStore, "content-type": "text/plain; charset=utf-8" };
  return new Response(said, {
    status: ended.ok ? 200 : 400,
    headers: { ...headers, "content-security-policy": createFramePolicy() },
  });
});
