import { handleAnonymous } from "@/app/_http/handlers";

export const dynamic = "force-dynamic";

/** The process answers. */
export const GET = handleAnonymous(async () =>
  Response.json({ status: "live" }, { headers: { "cache-control": "no-store" } }),
);
