// Finds and builds the last release, from the history of the repository.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { cleanEnvironment } from "./environment";
import { dataDirectory, root } from "./paths";
import { runTool } from "./processes";

export type Release = {
  /** A tag, or what stands in for it. */
  name: string;
  commit: string;
  /** The number of its newest migration. */
  level: number;
};

const journal = "lib/db/migrations/meta/_journal.json";

function git(...args: string[]): string | null {
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/**
 * Finds the newest tag `v…` before this commit. Before the first release, the commit before the newest migration stands
 * in for it.
 * @throws Error when the history does not have it, as in a shallow clone
 */
export function findLastRelease(): Release {
  const tag = git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", "HEAD^");
  if (tag) return describe(tag, git("rev-parse", `${tag}^{commit}`));
  if (git("rev-parse", "--is-shallow-repository") !== "false")
    throw new Error(
      "The last release is not in this clone: its history is cut off, or it is no clone at all. Fetch the history first: git fetch --unshallow --tags",
    );
  const [newest] = readEntries("HEAD").slice(-1);
  const added = git(
    "log",
    "-1",
    "--diff-filter=A",
    "--format=%H",
    "--",
    `lib/db/migrations/${newest?.tag}.sql`,
  );
  const before = added && git("rev-parse", `${added}^`);
  return describe(`the commit before ${newest?.tag} (nothing was released yet)`, before || null);
}

function describe(name: string, commit: string | null): Release {
  if (!commit) throw new Error(`Git does not find ${name}.`);
  return { name, commit, level: Math.max(...readEntries(commit).map(({ idx }) => idx)) };
}

const readEntries = (commit: string): { idx: number; tag: string }[] =>
  JSON.parse(git("show", `${commit}:${journal}`) ?? '{"entries":[]}').entries;

/** Builds a release from its own sources and packages, once. @returns its directory, with dist/ in it */
export async function buildRelease({ commit }: Release): Promise<string> {
  const directory = path.join(dataDirectory, "releases", commit);
  if (existsSync(path.join(directory, "dist/manifest.json"))) return directory;
  const partial = `${directory}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const env = { ...cleanEnvironment(), COMMIT: commit, npm_config_prefer_offline: "true" };
  const unpack = await runTool(["-c", `git archive ${commit} | tar -x -C "$0"`, partial], env, "sh");
  if (unpack !== 0) throw new Error(`Git does not unpack ${commit}.`);
  rmSync(directory, { recursive: true, force: true });
  renameSync(partial, directory);
  const code = await runTool(["--prefix", directory, "run", "build"], env, "npm");
  if (code !== 0) throw new Error(`The release in ${directory} could not be built (exit code ${code}).`);
  return directory;
}
