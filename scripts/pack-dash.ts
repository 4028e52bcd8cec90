// npm run pack:dash: packs lib/dash as an npm package in pack/ and checks it with publint and attw.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { cleanEnvironment } from "@/launcher/environment";
import { programs, root } from "@/launcher/paths";

/** The size limit of the code, in bytes after gzip. */
export const mostBytes = 6_000;

const directory = path.join(root, "pack/dash");

/** Builds and packs the package. @returns the tarball's path, and the size of its code in bytes after gzip */
export async function packDash(): Promise<{ tarball: string; bytes: number }> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const entry = path.join(root, "lib/dash/index.ts");
  const code = path.join(directory, "index.js");
  await build({
    entryPoints: [entry],
    outfile: code,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    logLevel: "error",
  });
  const declared = "--strict --declaration --emitDeclarationOnly --rewriteRelativeImportExtensions";
  const options = `--ignoreConfig --module nodenext --target es2022 ${declared}`;
  run(process.execPath, [programs.tsc, ...options.split(" "), "--outDir", directory, entry]);
  writeFileSync(path.join(directory, "package.json"), `${JSON.stringify(buildManifest(), null, 2)}\n`);
  copyFileSync(path.join(root, "lib/dash/README.md"), path.join(directory, "README.md"));
  for (const name of ["LICENSE", "NOTICE"]) copyFileSync(path.join(root, name), path.join(directory, name));
  const packed = run("npm", ["pack", "--json", "--pack-destination", path.join(root, "pack")], directory);
  const [{ filename }] = JSON.parse(packed);
  return {
    tarball: path.join(root, "pack", filename),
    bytes: gzipSync(readFileSync(code), { level: 9 }).length,
  };
}

function buildManifest() {
  const { version, license } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return {
    name: "@larder/dash",
    version,
    description: "Write, read and check links to the device pages of Amazon Dash Replenishment",
    keywords: ["amazon", "dash", "replenishment", "alexa", "deep link"],
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    files: ["*.js", "*.d.ts", "NOTICE"],
  };
}

/** Runs publint and attw on a tarball. @returns their output, or throws it if they find problems */
export function lintPackage(tarball: string): string {
  return [
    run(process.execPath, [programs.publint, "run", tarball, "--strict"]),
    run(process.execPath, [
      programs.attw,
      tarball,
      ..."--profile esm-only --no-emoji --format ascii".split(" "),
    ]),
  ].join("\n");
}

/** Runs a program. @returns its output, or throws it if the program fails */
function run(command: string, args: string[], cwd = root): string {
  try {
    const env = { ...cleanEnvironment(), NO_COLOR: "1" };
    return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${path.basename(args[0] ?? command)} failed:\n${stdout ?? ""}${stderr ?? ""}`, {
      cause: error,
    });
  }
}

if (process.argv[1] === import.meta.filename) {
  const { tarball, bytes } = await packDash();
  console.log(lintPackage(tarball));
  console.log(`${path.relative(root, tarball)}  ${statSync(tarball).size} bytes`);
  console.log(`Code: ${bytes} bytes after gzip (limit ${mostBytes}).`);
  if (bytes > mostBytes) process.exitCode = 1;
}
