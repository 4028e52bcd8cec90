import { checkReady } from "@/lib/health";

export const dynamic = "force-dynamic";

/**
 * Answers 200 if this build can serve requests with its database, or 503 within two seconds. The log has the reason.
 */
export async function GET(): Promise<Response> {
  const isReady = await checkReady(1500);
  return Response.json(
    { status: isReady ? "ready" : "not ready" },
    { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
