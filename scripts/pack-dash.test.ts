// Tests npm run pack:dash: the package as users install it, from the tarball, outside the checkout.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programs } from "@/launcher/paths";
import { lintPackage, mostBytes, packDash } from "./pack-dash";

const elsewhere = mkdtempSync(path.join(os.tmpdir(), "larder-package-"));
const installed = path.join(elsewhere, "node_modules/@larder/dash");
let packed: Awaited<ReturnType<typeof packDash>>;

/** Removes an outer npm's variables, which would redirect the install to the wrong directory. */
function run(command: string, args: string[]): string {
  const { NODE_ENV, ...own } = process.env;
  const kept = Object.entries(own).filter(([name]) => !/^npm_/i.test(name));
  const env = Object.fromEntries(kept) as NodeJS.ProcessEnv;
  return execFileSync(command, args, { cwd: elsewhere, env, encoding: "utf8", stdio: "pipe" });
}

function write(name: string, text: string): string {
  writeFileSync(path.join(elsewhere, name), text);
  return name;
}

beforeAll(async () => {
  packed = await packDash();
  write("package.json", JSON.stringify({ name: "elsewhere", private: true }));
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", packed.tarball]);
});

afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

it("installs one package and no dependencies", () => {
  expect(readdirSync(path.join(elsewhere, "node_modules/@larder"))).toEqual(["dash"]);
  expect(readdirSync(path.join(elsewhere, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
    "@larder",
  ]);
  const manifest = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8"));
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"])
    expect(manifest).not.toHaveProperty(kind);
  expect(
    readdirSync(installed)
      .filter((name) => !name.endsWith(".d.ts"))
      .sort(),
  ).toEqual(["LICENSE", "NOTICE", "README.md", "index.js", "package.json"]);
});

it(`has at most ${mostBytes} bytes of code after gzip`, () => {
  expect(packed.bytes).toBeGreaterThan(0);
  expect(packed.bytes).toBeLessThanOrEqual(mostBytes);
});

it("passes publint and attw", () => {
  expect(lintPackage(packed.tarball)).toContain("node16 (from ESM): OK (ESM)");
});

describe("the examples in its README", () => {
  const readme = readFileSync(path.join(import.meta.dirname, "../lib/dash/README.md"), "utf8");
  const blocks = /```js\n(.+?)```\n\n```text\n(.+?)```/gs;
  const examples = [...readme.matchAll(blocks)].map(([, code = "", printed = ""]) => ({ code, printed }));

  it("all show their output", () => {
    expect(examples).toHaveLength(3);
    expect(readme.match(/```js/g)).toHaveLength(3);
    expect(readFileSync(path.join(installed, "README.md"), "utf8")).toBe(readme);
  });

  it.each(examples)("print it: $printed", ({ code, printed }) => {
    expect(run(process.execPath, [write("example.mjs", code)])).toBe(printed);
  });
});

describe.each(["nodenext", "bundler"])("its types with moduleResolution %s", (resolution) => {
  const compile = (source: string) => {
    const module = resolution === "bundler" ? "esnext" : resolution;
    const options = `--module ${module} --moduleResolution ${resolution} --target es2022 --lib es2022`;
    const checked = ["--ignoreConfig", "--noEmit", "--strict", write("consumer.mts", source)];
    return run(process.execPath, [programs.tsc, ...options.split(" "), ...checked]);
  };
  const source = `import { buildLink, type DashSettings, type Problem, readLink } from "@larder/dash";
const settings = {} as DashSettings;
const built = buildLink({ page: "settings", channel: "app", region: "EU" }, settings);
export const problems: Problem[] = built.ok ? [] : built.problems;
const read = readLink("x");
export const region: "EU" | "NA" | "FE" | null = read.ok ? read.value.region : null;
`;

  it("compile in strict mode", () => {
    expect(compile(source)).toBe("");
  });

  it("reject a wrong argument", () => {
    expect(() => compile(source.replace('"settings"', '"orders"'))).toThrow();
    expect(() => compile(source.replace('"NA" | ', ""))).toThrow();
  });
});
