import type { NextRequest } from "next/server";
import { isFresh, logDenied } from "@/lib/auth";
import { isOwnForm } from "@/lib/http";
import { logFailure, logSecurity } from "@/lib/observability";
import {
  buildFreshSignInPath,
  buildSignInPath,
  getBasePath,
  getOrigin,
  routes,
  safeCallback,
} from "@/lib/routes";
import { isCustomer, isStaff } from "@/lib/scope";
import type { Customer, Staff } from "@/lib/viewer";
import { readForm } from "./forms";
import { readViewer } from "./request";
import { noStore, respondProblem, seeOther } from "./responses";

/** Detects a prefetch, which must not open, spend or sign anything: the user hasn't decided yet. */
const isPrefetch = (request: NextRequest) =>
  ["purpose", "sec-purpose", "x-purpose", "x-moz"].some((name) =>
    /prefetch|prerender|preview/i.test(request.headers.get(name) ?? ""),
  ) || request.headers.has("next-router-prefetch");

type Handler<Params> = (request: NextRequest, params: Params) => Promise<Response>;

type Context<Params> = { params: Promise<Params> };

/** Wraps a handler: rejects prefetches, and logs unexpected errors and answers with a page. */
export const handle =
  <Params = Record<string, never>>(handler: Handler<Params>) =>
  async (request: NextRequest, context: Context<Params>): Promise<Response> => {
    // HEAD only checks that the address works; it must not open or spend anything.
    if (request.method === "HEAD") return new Response(null, { headers: noStore });
    if (isPrefetch(request)) return respondProblem(request, "prefetch");
    try {
      return await handler(request, await context.params);
    } catch (error) {
      return respondProblem(request, "unavailable", logFailure("request", error));
    }
  };

type FormHandler<Params> = (request: NextRequest, form: FormData, params: Params) => Promise<Response>;

/** Wraps a handler like `handle`, and refuses forms from other sites, without reading them. */
const handlePost = <Params>(handler: Handler<Params>) =>
  handle<Params>(async (request, params) => {
    const { headers } = request;
    if (isOwnForm(headers.get("origin"), headers.get("sec-fetch-site"))) return handler(request, params);
    logSecurity("origin.refused", {});
    return respondProblem(request, "forbidden");
  });

/** Wraps a form handler like `handle`, and refuses forms from other sites. */
export const handleForm = <Params = Record<string, never>>(handler: FormHandler<Params>) =>
  handlePost<Params>(async (request, params) => handler(request, await readForm(request), params));

/** Redirects to sign-in, which then leads back to this address or, after a POST, to the form's page. */
export function signInFirst(request: NextRequest): Response {
  // Next leaves the portal's own path out.
  const { pathname, search } = request.nextUrl;
  if (request.method !== "POST") return seeOther(buildSignInPath(getBasePath() + pathname + search));
  const origin = getOrigin();
  const page = safeCallback(request.headers.get("referer"), origin);
  return seeOther(buildSignInPath(page.slice(origin.length)));
}

type AccountHandler = (viewer: Customer, form: FormData, request: NextRequest) => Promise<Response>;

/**
 * Wraps the handler of a form on an account page, for signed-in customers.
 * @param freshPage the form's page, if it requires a fresh sign-in, which then leads back there
 */
export const handleAccountForm = (handler: AccountHandler, freshPage?: () => string) =>
  handlePost<Record<string, never>>(async (request) => {
    const viewer = await readViewer(request);
    if (!isCustomer(viewer)) return seeOther(buildSignInPath(routes.account()));
    if (freshPage && !(await isFresh(viewer))) return seeOther(buildFreshSignInPath(freshPage()));
    return handler(viewer, await readForm(request), request);
  });

type Roles = readonly Staff["role"][];

/** The page that a fresh sign-in leads back to, for what requires one. */
type FreshPage<Params> = (params: Params) => string;

/** Finds the staff member who sent the request. For all other viewers, the address doesn't exist. */
async function findStaff(request: NextRequest, roles: Roles, freshPage?: string): Promise<Staff | Response> {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  if (isStaff(viewer) && roles.includes(viewer.role))
    return !freshPage || (await isFresh(viewer)) ? viewer : seeOther(buildFreshSignInPath(freshPage));
  logDenied(viewer);
  return respondProblem(request, "not-found");
}

/** Wraps a handler like `handle`, for staff with one of these roles. */
export const handleStaff = <Params = Record<string, never>>(
  roles: Roles,
  handler: (request: NextRequest, staff: Staff, params: Params) => Promise<Response>,
  freshPage?: FreshPage<Params>,
) =>
  handle<Params>(async (request, params) => {
    const staff = await findStaff(request, roles, freshPage?.(params));
    return staff instanceof Response ? staff : handler(request, staff, params);
  });

/** Wraps a handler that reads the form itself, like `handleForm`, for staff with one of these roles. */
export const handleStaffUpload = <Params = Record<string, never>>(
  roles: Roles,
  handler: (request: NextRequest, staff: Staff, params: Params) => Promise<Response>,
  freshPage?: FreshPage<Params>,
) =>
  handlePost<Params>(async (request, params) => {
    const staff = await findStaff(request, roles, freshPage?.(params));
    return staff instanceof Response ? staff : handler(request, staff, params);
  });

/** Wraps a form handler like `handleForm`, for staff with one of these roles. Of others, no form is read. */
export const handleStaffForm = <Params = Record<string, never>>(
  roles: Roles,
  handler: (request: NextRequest, staff: Staff, form: FormData, params: Params) => Promise<Response>,
  freshPage?: FreshPage<Params>,
) =>
  handleStaffUpload<Params>(
    roles,
    async (request, staff, params) => handler(request, staff, await readForm(request), params),
    freshPage,
  );
