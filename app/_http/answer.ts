import type { NextRequest } from "next/server";
import { safeCallback, signInFor } from "@/lib/auth";
import { env } from "@/lib/env";
import { LarderError } from "@/lib/errors";
import { logFailure, newReference } from "@/lib/observability";
import { readForm } from "./form-of";
import { noStore, respondProblem } from "./small-page";

/**
 * A redirect that no cache keeps and whose next page does not learn where it came from.
 * @param location a path of ours, or an absolute address that goes out to the letter
 */
export const seeOther = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: {
      ...noStore,
      location: location.startsWith("/") ? env().NEXTAUTH_URL + location : location,
      "referrer-policy": "no-referrer",
    },
  });

/** A browser that loads ahead of the person's decision must not open, spend or sign anything. */
const isPrefetch = (request: NextRequest) =>
  ["purpose", "sec-purpose", "x-purpose", "x-moz"].some((name) =>
    /prefetch|prerender|preview/i.test(request.headers.get(name) ?? ""),
  ) || request.headers.has("next-router-prefetch");

type Handler<Params> = (request: NextRequest, params: Params) => Promise<Response>;

/** Wraps a handler: loads ahead are turned away, and what fails unexpectedly is logged and answered with words. */
export const handle =
  <Params = Record<string, never>>(handler: Handler<Params>) =>
  async (request: NextRequest, context: { params: Promise<Params> }): Promise<Response> => {
    // Somebody asks whether the address is alive; nothing is opened or spent for that.
    if (request.method === "HEAD") return new Response(null, { headers: noStore });
    if (isPrefetch(request)) return respondProblem(request, "prefetch");
    try {
      return await handler(request, await context.params);
    } catch (error) {
      const reference = newReference();
      logFailure(`${request.method} ${request.nextUrl.pathname}`, reference, error);
      const isUnrecorded = error instanceof LarderError && error.code === "audit-failed";
      return respondProblem(request, isUnrecorded ? "unrecorded" : "unavailable", reference);
    }
  };

/** Whether a form of this very site sent the request; browsers say so in Origin. */
const isOwnForm = (request: NextRequest): boolean => {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  return origin ? origin === env().NEXTAUTH_URL : site === null || site === "same-origin";
};

type FormHandler<Params> = (request: NextRequest, form: FormData, params: Params) => Promise<Response>;

/** Wraps the handler of a form as `handle` does; a form of another site is refused. */
export const handleForm = <Params = Record<string, never>>(handler: FormHandler<Params>) =>
  handle<Params>(async (request, params) => {
    if (!isOwnForm(request)) return respondProblem(request, "forbidden");
    return handler(request, await readForm(request), params);
  });

/** Who is not signed in signs in first and comes back to this very address, or to the page with the form. */
export const signInFirst = (request: NextRequest) => {
  const { pathname, search } = request.nextUrl;
  if (request.method !== "POST") return seeOther(signInFor(pathname + search));
  const page = safeCallback(request.headers.get("referer"), env().NEXTAUTH_URL);
  return seeOther(signInFor(page.slice(env().NEXTAUTH_URL.length)));
};

/** The request's cookies by name. */
export const readCookies = (request: NextRequest): Record<string, string> =>
  Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));
