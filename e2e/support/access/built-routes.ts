import { readFileSync } from "node:fs";
import path from "node:path";

export type BuiltRoute = { route: string; kind: "page" | "handler" };

/** Every page and route handler of a build, as Next wrote them down. */
export function listBuiltRoutes(directory: string): BuiltRoute[] {
  const manifest = path.join(directory, ".next/app-path-routes-manifest.json");
  const routes: Record<string, string> = JSON.parse(readFileSync(manifest, "utf8"));
  // Next's own pages of last resort: made at build time, they know nobody.
  return Object.entries(routes)
    .filter(([, route]) => !route.startsWith("/_"))
    .map(([file, route]) => ({ route, kind: file.endsWith("/route") ? "handler" : "page" }));
}

/** Whether a build has code that runs before every request. */
export function hasProxy(directory: string): boolean {
  const manifest = path.join(directory, ".next/server/functions-config-manifest.json");
  return "/_middleware" in JSON.parse(readFileSync(manifest, "utf8")).functions;
}
