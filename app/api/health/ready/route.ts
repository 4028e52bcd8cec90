import { handleAnonymous } from "@/app/_http/handlers";
import { checkDatabase } from "@/lib/health";

export const dynamic = "force-dynamic";

/** Answers 200 if requests can be served, or 503 within two seconds if the database doesn't respond. */
export const GET = handleAnonymous(async () => {
  const isReady = await checkDatabase(1500);
  return Response.json(
    { status: isReady ? "ready" : "database unavailable" },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});
