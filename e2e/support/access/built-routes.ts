import { readFileSync } from "node:fs";
import path from "node:path";

export type BuiltRoute = { route: string; kind: "page" | "handler" };

/** Lists the pages and route handlers of a build, from Next's manifest. */
export function listBuiltRoutes(directory: string): BuiltRoute[] {
  const manifest = path.join(directory, "next/.next/app-path-routes-manifest.json");
  const routes: Record<string, string> = JSON.parse(readFileSync(manifest, "utf8"));
  // Skips Next's own error pages, which are static.
  return Object.entries(routes)
    .filter(([, route]) => !route.startsWith("/_"))
    .map(([file, route]) => ({ route, kind: file.endsWith("/route") ? "handler" : "page" }));
}
