import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeNotices } from "./notices";
import { root } from "./paths";

const directory = mkdtempSync(path.join(os.tmpdir(), "larder-notices-"));
const read = (name: string) => readFileSync(path.join(directory, name), "utf8");
beforeAll(() => writeNotices(root, directory));
afterAll(() => rmSync(directory, { recursive: true }));

const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));

it("lists what is needed at run time and nothing else", () => {
  const { bomFormat, components } = JSON.parse(read("sbom.json"));
  const names = components.map(({ name }: { name: string }) => name);
  expect(bomFormat).toBe("CycloneDX");
  expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  expect(names).toEqual(expect.arrayContaining(["pg-protocol", "use-intl"]));
  const tools = [
    "vitest",
    "playwright",
    "esbuild",
    "typescript",
    "@types/pg",
    "sharp",
    "@next/swc-linux-x64-gnu",
  ];
  expect(tools.filter((name) => names.includes(name))).toEqual([]);
});

it("has the text of each licence, also of what Next brings along compiled", () => {
  const text = read("THIRD-PARTY-NOTICES");
  expect(Object.keys(dependencies).filter((name) => !text.includes(`\n${name} `))).toEqual([]);
  expect(text).toMatch(/^pg 8\.\S+ \(MIT\)\n\n\[LICENSE\]\nMIT License/m);
  expect(text).toMatch(/^\[dist\/compiled\/\S+\/LICENSE\]$/m);
});
