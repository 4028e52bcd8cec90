import type { NextRequest } from "next/server";
import type { Staff } from "@/lib/viewer";
import { handle, handleForm, signInFirst } from "./answer";
import { respondProblem } from "./small-page";
import { readViewer } from "./viewer-of";

type Roles = readonly Staff["role"][];

/** The staff member behind a request, or the answer to everybody else: for them the address does not exist. */
async function staffOf(request: NextRequest, roles: Roles): Promise<Staff | Response> {
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  return viewer.kind === "staff" && roles.includes(viewer.role)
    ? viewer
    : respondProblem(request, "not-found");
}

/** Wraps a handler for staff of these roles as `handle` does. */
export const handleStaff = <Params = Record<string, never>>(
  roles: Roles,
  handler: (request: NextRequest, staff: Staff, params: Params) => Promise<Response>,
) =>
  handle<Params>(async (request, params) => {
    const staff = await staffOf(request, roles);
    return staff instanceof Response ? staff : handler(request, staff, params);
  });

/** Wraps the handler of a form for staff of these roles as `handleForm` does. */
export const handleStaffForm = <Params = Record<string, never>>(
  roles: Roles,
  handler: (request: NextRequest, staff: Staff, form: FormData, params: Params) => Promise<Response>,
) =>
  handleForm<Params>(async (request, form, params) => {
    const staff = await staffOf(request, roles);
    return staff instanceof Response ? staff : handler(request, staff, form, params);
  });
