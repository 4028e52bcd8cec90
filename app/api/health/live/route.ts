import { handleAnonymous } from "@/app/_http/handlers";

export const dynamic = "force-dynamic";

/** Answers as long as the process runs. */
export const GET = handleAnonymous(async () =>
  Response.json({ status: "live" }, { headers: { "cache-control": "no-store" } }),
);
