import path from "node:path";
import { parseEnv as parseFile } from "node:util";
import { EnvError, hasValue } from "./parse-env";
import { readTextFile, UnreadableFile } from "./read-text-file";
import { settingNames } from "./variables";

export type SettingsFile = { path: string; values: Record<string, string | undefined> };

/**
 * Reads the file that SETTINGS_FILE names; otherwise `.env` in the directory, if it exists.
 * @throws EnvError with one line that names the file and the reason
 */
export function readSettingsFile(directory: string): SettingsFile {
  const named = process.env.SETTINGS_FILE;
  const isNamed = hasValue(named);
  const file = isNamed ? path.resolve(named) : path.join(directory, ".env");
  try {
    return { path: file, values: parseFile(readTextFile(file)) };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.code === "ENOENT" && !isNamed) return { path: file, values: {} };
    throw new EnvError([`The settings file ${file} cannot be read: ${error.reason}.`]);
  }
}

// "PARTNER_", but not "PORT": a file may have names of other programs, and those are ignored.
const prefixes = new Set(settingNames.map((name) => name.match(/^[A-Z]+_/)?.[0]).filter(hasValue));

/**
 * Finds names in a settings file that somebody probably meant as a setting.
 * @returns a line for each
 */
export function findNameFaults({ path: file, values }: SettingsFile): string[] {
  return Object.keys(values).flatMap((name) => {
    // Node 20 joins a line without "=" to the name that follows. The line may be part of a secret.
    if (!/^[\w.-]+$/.test(name)) {
      const next = name.match(/\n\s*(?:export\s+)?(\w+)$/)?.[1];
      return [
        `The settings file ${file} has a line that is not NAME=value${next ? `, before ${next}` : ""}.`,
      ];
    }
    const prefix = name.toUpperCase().match(/^[A-Z]+_/)?.[0] ?? "";
    if (!prefixes.has(prefix) || settingNames.includes(name)) return [];
    return [`${name} in ${file} is not a setting. docs/configuration.md has them all.`];
  });
}
