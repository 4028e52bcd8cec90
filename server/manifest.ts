// dist/manifest.json describes a build. It is written last, so a build without it was interrupted.
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Build } from "@/lib/env";

export type Manifest = Build & {
  /** Node's major version that the build was made with. */
  node: string;
  /** The portal's path on its host, which pages have in their scripts; empty for the root. */
  basePath: string;
  /** The size of each file in bytes. */
  files: Record<string, number>;
};

/** Returns Node's major version. */
export const readNodeMajor = () => process.versions.node.split(".")[0] as string;

/**
 * Reads a build's manifest and checks that the build is complete.
 * @param directory dist/, or a copy of it
 * @throws Error that says what is wrong in one line
 */
export function readManifest(directory: string): Manifest {
  const manifest = parseManifest(path.join(directory, "manifest.json"));
  if (manifest.node !== readNodeMajor())
    throw new Error(
      `The build in ${directory} was made with Node ${manifest.node}, and this is Node ${readNodeMajor()}. Build again with this Node: npm run build`,
    );
  for (const [file, bytes] of Object.entries(manifest.files)) {
    if (statSync(path.join(directory, file), { throwIfNoEntry: false })?.size !== bytes)
      throw new Error(
        `The build in ${directory} is incomplete: ${file} is missing or cut off. Build or copy it again.`,
      );
  }
  return manifest;
}

/** Finds out which build a directory has, without checking it; null if it has none. */
export function findBuild(directory: string): Build | null {
  try {
    return parseManifest(path.join(directory, "manifest.json"));
  } catch {
    return null;
  }
}

function parseManifest(file: string): Manifest {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(
      `The build in ${path.dirname(file)} is incomplete: manifest.json cannot be read. Build again: npm run build`,
    );
  }
}
