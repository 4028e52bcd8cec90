import { checkDatabase } from "@/lib/health";

export const dynamic = "force-dynamic";

/** The process can serve people: 200, or 503 within two seconds when the database does not answer. */
export async function GET() {
  const ready = await checkDatabase(1500);
  return Response.json(
    { status: ready ? "ready" : "database unavailable" },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
