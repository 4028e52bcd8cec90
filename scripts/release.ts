// npm run release [-- --version X.Y.Z] [--write]: shows the next release; with --write, commits and tags it.
import { parseArgs } from "node:util";
import { root } from "@/launcher/paths";
import { makeRelease, planRelease } from "./make-release";
import { UsageError } from "./usage-error";

try {
  const { values } = parseArgs({ options: { version: { type: "string" }, write: { type: "boolean" } } });
  const release = planRelease(root, values.version);
  const tag = `v${release.version}`;
  console.log(`${tag}, after ${release.last ?? "no release"}\n\n${release.section}`);
  console.log(`Files: package.json, package-lock.json, ${Object.keys(release.files).join(", ")}`);
  if (values.write) {
    makeRelease(root, release);
    console.log(`Committed and tagged ${tag}. Publish it with: git push --follow-tags`);
  } else
    console.log(`Nothing was changed. npm run release -- --write commits this and makes the tag ${tag}.`);
} catch (error) {
  const isUsage =
    error instanceof UsageError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  if (!isUsage) throw error;
  console.error((error as Error).message);
  process.exitCode = 1;
}
