// Checks the documents: every link leads somewhere, every picture is shown, and the first pages stay short.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "@/launcher/paths";

/** Folders that are not in the repository, beside those that begin with a dot. */
const foreign = ["node_modules", "dist", "test-results"];

/** Lists the repository's files with one of these endings, as paths from its root. */
function listFiles(endings: string[], folder = ""): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name.startsWith(".") || foreign.includes(entry.name) ? [] : listFiles(endings, file);
    return endings.some((ending) => file.endsWith(ending)) ? [file] : [];
  });
}

const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** Removes code: it contains no links or headings. */
const stripBlocks = (text: string) => text.replaceAll(/^ *(```+)[\s\S]*?^ *\1$/gm, "");

/** Lists the anchors of a document's headings, named as GitHub names them. */
function listAnchors(file: string): string[] {
  const seen = new Map<string, number>();
  return [...stripBlocks(read(file)).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const words = heading.replaceAll(/\]\([^)]*\)/g, "").toLowerCase();
    const name = words.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "").replaceAll(" ", "-");
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count ? `${name}-${count}` : name;
  });
}

/** Lists the targets of a document's links and pictures within the repository. */
function listTargets(file: string): string[] {
  const text = stripBlocks(read(file)).replaceAll(/(`+)[^`]+\1/g, "");
  const links = text.matchAll(/\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]: (\S+)|(?:src|href)="([^"]+)"/gm);
  const targets = [...links].map(([, inline, reference, html]) => inline ?? reference ?? html ?? "");
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** Finds the file that a link leads to, as a path from the root. */
const resolve = (file: string, target: string) =>
  path.posix.join(target.startsWith("#") ? file : path.posix.dirname(file), target.replace(/#.*/, ""));

function leadsSomewhere(file: string, target: string): boolean {
  const found = resolve(file, target);
  const [, anchor] = target.split("#");
  if (!existsSync(path.join(root, found))) return false;
  return anchor === undefined || (found.endsWith(".md") && listAnchors(found).includes(anchor));
}

const documents = listFiles([".md"]);

it.each(documents)("%s: every link leads somewhere", (file) => {
  expect(listTargets(file).filter((target) => !leadsSomewhere(file, target))).toEqual([]);
});

it("names only documents that exist, in code and comments", () => {
  const named = listFiles([".ts", ".tsx", ".js", ".mjs", ".sql", ".css"]).flatMap((file) =>
    [...read(file).matchAll(/\bdocs\/[\w/-]+\.md\b/g)].map(([document]) => ({ file, document })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ document }) => !existsSync(path.join(root, document)))).toEqual([]);
});

it("shows every picture in docs/screenshots", () => {
  const shown = documents.flatMap((file) => listTargets(file).map((target) => resolve(file, target)));
  const pictures = listFiles([".png"], "docs/screenshots");
  expect(pictures).not.toEqual([]);
  expect(pictures.filter((picture) => !shown.includes(picture))).toEqual([]);
});

it.each([
  ["README.md", 8192],
  ["docs/architecture.md", 8192],
  ["CONTRIBUTING.md", 6144],
])("%s has at most %i bytes", (file, most) => {
  expect(statSync(path.join(root, file)).size).toBeLessThanOrEqual(most);
});
