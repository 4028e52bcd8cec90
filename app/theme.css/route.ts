import type { NextRequest } from "next/server";
import { readTheme } from "@/app/settings";

export const dynamic = "force-dynamic";

/** Serves the partner's accent and style sheet, read at run time, so that one build fits every partner. */
export function GET(request: NextRequest): Response {
  const { css, version } = readTheme();
  const isVersion = request.nextUrl.searchParams.get("v") === version;
  const life = isVersion ? "max-age=31536000, immutable" : "max-age=3600";
  return new Response(css, {
    headers: { "content-type": "text/css; charset=utf-8", "cache-control": `public, ${life}` },
  });
}
