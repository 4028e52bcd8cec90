import { handleAnonymous } from "@/app/_http/handlers";
import { checkDatabase } from "@/lib/health";

export const dynamic = "force-dynamic";

/** The process can serve people: 200, or 503 within two seconds when the database does not answer. */
export const GET = handleAnonymous(async () => {
  const isReady = await checkDatabase(1500);
  return Response.json(
    { status: isReady ? "ready" : "database unavailable" },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});
