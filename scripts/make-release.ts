// Plans and makes a release. The changelog is written by hand, for people, so tools that write one from commits do not
// fit; npm changes the version in its own files.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./usage-error";

export type Release = {
  version: string;
  /** The tag of the one before; null for the first. */
  last: string | null;
  /** The changelog's new section, with its heading. */
  section: string;
  /** What the files will hold, by their path from the root, besides npm's own. */
  files: Record<string, string>;
};

type Version = readonly [major: number, minor: number, patch: number];

/**
 * Plans the next release.
 * @param root of the repository
 * @param wish the version; otherwise the commits since the last release decide: a breaking change, a feature, or neither
 * @throws UsageError that says what to do first
 */
export function planRelease(root: string, wish?: string, today = new Date()): Release {
  const branch = run(root, "git", "rev-parse", "--abbrev-ref", "HEAD");
  if (branch !== "main") throw new UsageError(`This is the branch ${branch}. Switch first: git switch main`);
  if (run(root, "git", "status", "--porcelain"))
    throw new UsageError(
      "There are changes that are not committed. Commit them, or put them away: git stash",
    );

  const tags = run(root, "git", "tag", "--list", "v[0-9]*", "--merged", "HEAD", "--sort=-v:refname");
  const last = tags.split("\n").find((tag) => readVersion(tag.slice(1))) ?? null;
  const { version: present } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const version = wish ?? (last ? chooseVersion(root, last) : present);
  const [wanted, before] = [readVersion(version), readVersion(last?.slice(1) ?? "0.0.0") as Version];
  if (!wanted)
    throw new UsageError(`${version} is not a version. Give three numbers, such as --version 1.4.0`);
  if (compare(wanted, before) <= 0)
    throw new UsageError(`${version} is not above ${last}. Give a higher one: --version ${raise(before, 2)}`);
  if (run(root, "git", "tag", "--list", `v${version}`))
    throw new UsageError(`The tag v${version} exists. Give another version with --version.`);

  const changelog = readFileSync(path.join(root, "CHANGELOG.md"), "utf8");
  const [, head = "", body = "", rest = ""] =
    changelog.match(/^([\s\S]*?\n)## \[Unreleased\]\n([\s\S]*?)((?:\n## \[|\n\[[^\]]+\]: )[\s\S]*)?$/) ?? [];
  if (!/[^\s#]/.test(body.replaceAll(/^#.*$/gm, "")))
    throw new UsageError(
      "CHANGELOG.md has nothing under “## [Unreleased]”. Write there what users will notice.",
    );
  const section = `## [${version}] - ${today.toISOString().slice(0, 10)}\n\n${body.trim()}\n`;
  const intro = head.replace(/\s*Nothing has been released yet\./, "");
  const files = {
    "CHANGELOG.md": `${intro}## [Unreleased]\n\n${section}${rest}`,
    ...renameImages(root, version),
  };
  return { version, last, section, files };
}

/** Writes, commits and tags a release. Pushes nothing. */
export function makeRelease(root: string, { version, files }: Release): void {
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(root, file), content);
  run(root, "npm", "version", version, "--no-git-tag-version", "--allow-same-version", "--ignore-scripts");
  run(root, "git", "add", "package.json", "package-lock.json", ...Object.keys(files));
  run(root, "git", "commit", "--message", `chore: release v${version}`);
  run(root, "git", "tag", "--annotate", `v${version}`, "--message", `v${version}`);
}

/** The manifests name the image with the version. */
function renameImages(root: string, version: string): Record<string, string> {
  const folder = "deploy/kubernetes";
  const names = existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [];
  const contents = names.map((name) => {
    const file = `${folder}/${name}`;
    return [file, readFileSync(path.join(root, file), "utf8")] as const;
  });
  const pattern = /(image: larder:)\S+/g;
  return Object.fromEntries(
    contents
      .filter(([, text]) => text.match(pattern))
      .map(([file, text]) => [file, text.replaceAll(pattern, `$1${version}`)]),
  );
}

/** Before 1.0.0, a breaking change raises the second number, as in npm's ranges. */
function chooseVersion(root: string, last: string): string {
  const messages = run(root, "git", "log", "--format=%B%x00", `${last}..HEAD`);
  const before = readVersion(last.slice(1)) as Version;
  if (/^\w+(\([^)]*\))?!:|^BREAKING[ -]CHANGE: /m.test(messages))
    return raise(before, before[0] === 0 ? 1 : 0);
  return raise(before, /^feat(\([^)]*\))?: /m.test(messages) ? 1 : 2);
}

const raise = (version: Version, place: number): string =>
  version.map((number, index) => (index < place ? number : index === place ? number + 1 : 0)).join(".");

function readVersion(text: string): Version | null {
  const found = text.match(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : null;
}

const compare = (one: Version, other: Version): number =>
  one.map((number, index) => number - (other[index] as number)).find((difference) => difference !== 0) ?? 0;

function run(cwd: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed:\n${stderr || stdout}`);
  return stdout.trim();
}
