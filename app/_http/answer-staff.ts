import type { NextRequest } from "next/server";
import type { Staff } from "@/lib/viewer";
import { answer, answerForm, signInFirst } from "./answer";
import { respondProblem } from "./small-page";
import { viewerOf } from "./viewer-of";

type Roles = readonly Staff["role"][];

/** The staff member behind a request, or the answer to everybody else: for them the address does not exist. */
async function staffOf(request: NextRequest, roles: Roles): Promise<Staff | Response> {
  const viewer = await viewerOf(request);
  if (!viewer) return signInFirst(request);
  return viewer.kind === "staff" && roles.includes(viewer.role)
    ? viewer
    : respondProblem(request, "not-found");
}

/** Wraps a handler for staff of these roles as `answer` does. */
export const answerStaff = <Params = Record<string, never>>(
  roles: Roles,
  handler: (request: NextRequest, staff: Staff, params: Params) => Promise<Response>,
) =>
  answer<Params>(async (request, params) => {
    const staff = await staffOf(request, roles);
    return staff instanceof Response ? staff : handler(request, staff, params);
  });

/** Wraps the handler of a form for staff of these roles as `answerForm` does. */
export const answerStaffForm = <Params = Record<string, never>>(
  roles: Roles,
  handler: (request: NextRequest, staff: Staff, form: FormData, params: Params) => Promise<Response>,
) =>
  answerForm<Params>(async (request, form, params) => {
    const staff = await staffOf(request, roles);
    return staff instanceof Response ? staff : handler(request, staff, form, params);
  });
