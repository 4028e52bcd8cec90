import type { NextRequest } from "next/server";
import { findViewer, sessionCookie } from "@/lib/auth";

/** The viewer of a handler's request. */
export const viewerOf = (request: NextRequest) =>
  findViewer(request.cookies.get(sessionCookie())?.value, request.headers);
