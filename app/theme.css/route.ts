import { writeThemeCss } from "@/lib/brand";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** Writes the partner's accent as CSS variables at run time, so that one build fits every partner. */
export const GET = () =>
  new Response(writeThemeCss(env().PARTNER_ACCENT), {
    headers: { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
