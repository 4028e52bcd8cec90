import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readManifest } from "@/server/manifest";
import { copyNext, writeManifest } from "./bundle";

let checkout: string;
let dist: string;
beforeEach(() => {
  checkout = mkdtempSync(path.join(os.tmpdir(), "larder-bundle-"));
  dist = path.join(checkout, "dist");
  for (const [file, content] of [
    [".next/standalone/server.js", "next"],
    [".next/standalone/.env", "NEXTAUTH_SECRET=secret"],
    [".next/standalone/.env.production", "NEXTAUTH_SECRET=secret"],
    [".next/standalone/node_modules/pg/index.js", "pg"],
    [".next/static/chunk.js", "chunk"],
    ["public/devices.svg", "drawings"],
  ] as const) {
    mkdirSync(path.dirname(path.join(checkout, file)), { recursive: true });
    writeFileSync(path.join(checkout, file), content);
  }
  symlinkSync("node_modules/pg", path.join(checkout, ".next/standalone/linked"));
});
afterEach(() => rmSync(checkout, { recursive: true }));

it("copies what the server needs, and no settings", () => {
  copyNext(checkout, dist);
  const exists = (file: string) => existsSync(path.join(dist, "next", file));
  expect(["server.js", ".next/static/chunk.js", "public/devices.svg"].map(exists)).toEqual([
    true,
    true,
    true,
  ]);
  expect([".env", ".env.production"].map(exists)).toEqual([false, false]);
  rmSync(path.join(checkout, ".next"), { recursive: true });
  expect(readFileSync(path.join(dist, "next/linked/index.js"), "utf8"), "a link inside the copy").toBe("pg");
});

it("describes a complete build", () => {
  copyNext(checkout, dist);
  writeManifest(dist);
  const { version, node, files } = readManifest(dist);
  expect([version, node]).toEqual([
    expect.stringMatching(/^\d+\.\d+\.\d+$/),
    process.versions.node.split(".")[0],
  ]);
  expect(files).toMatchObject({ "next/server.js": 4, "next/public/devices.svg": 8 });
  writeFileSync(path.join(dist, "next/server.js"), "ne");
  expect(() => readManifest(dist)).toThrow("next/server.js is missing or cut off");
});
