import type { NextRequest } from "next/server";
import { findViewer } from "@/lib/auth";
import { getSessionCookieName } from "@/lib/http";

/** The viewer of a handler's request. */
export const readViewer = (request: NextRequest) =>
  findViewer(request.cookies.get(getSessionCookieName())?.value, request.headers);
