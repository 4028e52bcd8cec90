import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeRelease, planRelease } from "./make-release";

const today = new Date("2026-01-31T12:00:00Z");
const intro = "# Changelog\n\nAll notable changes. Nothing has been released yet.\n";
let root: string;

const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const write = (file: string, content: string) => writeFileSync(path.join(root, file), content);
const plan = (version?: string) => planRelease(root, version, today);

function commit(message: string, note = ""): void {
  if (note)
    write("CHANGELOG.md", read("CHANGELOG.md").replace("[Unreleased]\n", `[Unreleased]\n\n- ${note}\n`));
  git("add", "-A");
  git("commit", "--quiet", "--allow-empty", "--message", message);
}

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "larder-release-"));
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Trial");
  git("config", "user.email", "trial@example.com");
  write("package.json", '{\n  "name": "trial",\n  "version": "0.1.0"\n}\n');
  write(
    "package-lock.json",
    '{\n  "name": "trial",\n  "version": "0.1.0",\n  "lockfileVersion": 3,\n  "packages": { "": { "name": "trial", "version": "0.1.0" } }\n}\n',
  );
  mkdirSync(path.join(root, "deploy/kubernetes"), { recursive: true });
  write("deploy/kubernetes/portal.yaml", "spec:\n  image: larder:0.1.0\n");
  write("CHANGELOG.md", `${intro}\n## [Unreleased]\n`);
  commit("feat: a portal", "The portal.");
});
afterEach(() => rmSync(root, { recursive: true }));

it("releases the first version, as package.json has it", () => {
  makeRelease(root, plan());
  expect(read("CHANGELOG.md")).toBe(
    "# Changelog\n\nAll notable changes.\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-31\n\n- The portal.\n",
  );
  expect(git("log", "-1", "--format=%s")).toBe("chore: release v0.1.0");
  expect(git("cat-file", "-t", "v0.1.0"), "annotated").toBe("tag");
  expect(git("describe", "HEAD")).toBe("v0.1.0");
  expect(git("status", "--porcelain")).toBe("");
});

it("sets the version everywhere, and keeps earlier sections", () => {
  makeRelease(root, plan());
  commit("fix: a typo", "A typo.");
  makeRelease(root, plan());
  expect(JSON.parse(read("package.json")).version).toBe("0.1.1");
  const lock = JSON.parse(read("package-lock.json"));
  expect([lock.version, lock.packages[""].version]).toEqual(["0.1.1", "0.1.1"]);
  expect(read("deploy/kubernetes/portal.yaml")).toBe("spec:\n  image: larder:0.1.1\n");
  expect(read("CHANGELOG.md")).toBe(
    "# Changelog\n\nAll notable changes.\n\n## [Unreleased]\n\n## [0.1.1] - 2026-01-31\n\n- A typo.\n\n## [0.1.0] - 2026-01-31\n\n- The portal.\n",
  );
});

it("changes nothing while it plans", () => {
  expect(plan()).toMatchObject({
    version: "0.1.0",
    last: null,
    section: expect.stringContaining("The portal."),
  });
  expect([git("status", "--porcelain"), git("tag")]).toEqual(["", ""]);
});

it.each([
  ["0.1.0", "fix: a typo", "0.1.1"],
  ["0.1.0", "feat(api): an operation", "0.2.0"],
  ["0.1.0", "feat!: another link", "0.2.0"],
  ["1.4.2", "docs: a page", "1.4.3"],
  ["1.4.2", "feat: a page", "1.5.0"],
  ["1.4.2", "fix(api)!: other codes", "2.0.0"],
  ["1.4.2", "fix: codes\n\nBREAKING CHANGE: other ones", "2.0.0"],
  ["1.9.0", "feat: a page", "1.10.0"],
])("after %s, “%s” makes %s", (last, message, next) => {
  makeRelease(root, plan(last));
  commit(message, "Something.");
  expect(plan()).toMatchObject({ version: next, last: `v${last}` });
});

it.each<[what: string, prepare: () => void, version: string | undefined, says: RegExp]>([
  ["changes that are not committed", () => write("new.txt", ""), undefined, /not committed.*git stash/],
  [
    "another branch",
    () => git("switch", "--quiet", "--create", "topic"),
    undefined,
    /branch topic.*git switch main/,
  ],
  ["no notes", () => makeRelease(root, plan()), undefined, /nothing under “## \[Unreleased\]”/],
  [
    "an old version",
    () => makeRelease(root, plan("1.0.0")),
    "0.9.0",
    /0\.9\.0 is not above v1\.0\.0.*1\.0\.1/,
  ],
  ["the same version", () => makeRelease(root, plan("1.0.0")), "1.0.0", /not above v1\.0\.0/],
  ["no version", () => {}, "1.0", /1\.0 is not a version.*--version 1\.4\.0/],
  ["a version with a letter", () => {}, "v1.0.0", /is not a version/],
  [
    "a tag that exists elsewhere",
    () => {
      git("switch", "--quiet", "--create", "topic");
      commit("fix: there");
      git("tag", "v2.0.0");
      git("switch", "--quiet", "main");
    },
    "2.0.0",
    /tag v2\.0\.0 exists/,
  ],
])("refuses %s", (_, prepare, version, says) => {
  prepare();
  expect(() => plan(version)).toThrow(says);
});
