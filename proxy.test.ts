import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { beforeAll, expect, it } from "vitest";
import { routes } from "./lib/routes";
import { config } from "./proxy";
import { setSettings } from "./tests/stage";

beforeAll(() => setSettings({}));

const isMatched = (path: string) =>
  unstable_doesMiddlewareMatch({ config, url: `http://localhost:3000${path}` });

const samples = ["0b6a3f8e-5a43-4a4e-9d3f-6f0a2f1b7c11", "supplies"];

const table = Object.entries(routes).map(([name, { pattern, kind }]) => ({ name, pattern, kind }));

/** Lists a route's paths with `values` as its parameters. */
const listPaths = (pattern: string, values: string[]) =>
  pattern.includes("[...")
    ? [pattern.replace(/\[\.{3}\w+\]/, "callback/oidc")]
    : values.map((value) => pattern.replace(/\[\w+\]/g, value));

it.each(table)("matches $pattern only if it is a page: $kind", ({ pattern, kind }) => {
  for (const path of listPaths(pattern, samples))
    expect([path, isMatched(path)]).toEqual([path, kind === "page"]);
});

it.each([
  "/nowhere",
  "/api/nowhere",
  "/devices/x/nowhere",
  "/account/data/more",
  "/signed-out",
  "/_next/static/x.js",
])("matches %s, which is not a route", (path) => expect(isMatched(path)).toBe(true));
