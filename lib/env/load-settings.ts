import path from "node:path";
import { EnvError, hasValue } from "./parse-env";
import { readTextFile, UnreadableFile } from "./read-text-file";
import { findNameFaults, readSettingsFile } from "./settings-file";
import { type Name, nameSecretFile, secretNames, variableNames } from "./variables";

/**
 * Completes this process's environment from the settings file and from the files that `{name}_FILE` name.
 * Calling it again changes nothing. It does not check values: that is what env() and readSettings() do.
 * @param directory where to look for `.env` if SETTINGS_FILE is not set
 * @throws EnvError listing each file that cannot be used and each name that is no setting
 */
export function loadSettings(directory: string = process.cwd()): void {
  const { found, faults } = collectSettings(directory);
  if (faults.length > 0) throw new EnvError(faults);
  Object.assign(process.env, found);
}

/**
 * Completes the environment in the same way, with whatever can be used.
 * @returns the faults
 */
export function loadUsableSettings(directory: string = process.cwd()): string[] {
  try {
    const { found, faults } = collectSettings(directory);
    Object.assign(process.env, found);
    return faults;
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
}

/** @throws EnvError if the settings file cannot be read */
function collectSettings(directory: string): { found: Record<string, string>; faults: string[] } {
  const file = readSettingsFile(directory);
  const faults = findNameFaults(file);
  // A name in the environment counts more than the file, even with an empty value.
  const find = (name: string) => (name in process.env ? process.env[name] : file.values[name]);
  const found: [name: string, value: string][] = [];

  for (const name of variableNames) {
    const value = find(name);
    if (hasValue(value)) found.push([name, value]);
  }
  for (const name of secretNames) {
    const secretFile = find(nameSecretFile(name));
    if (!hasValue(secretFile)) continue;
    if (hasValue(find(name))) {
      faults.push(`${name} and ${nameSecretFile(name)} are both set. Remove one of them.`);
      continue;
    }
    const secret = readSecret(name, secretFile, faults);
    // Emptied, or the next call and every child process would find both set.
    found.push([name, secret], [nameSecretFile(name), ""]);
  }
  return { found: Object.fromEntries(found), faults };
}

/** Reads a secret from its file; adds a fault if it cannot. */
function readSecret(name: Name, given: string, faults: string[]): string {
  const file = path.resolve(given);
  try {
    const secret = readTextFile(file).replace(/\r?\n$/, "");
    if (!hasValue(secret)) throw new UnreadableFile("it is empty");
    if (/[\r\n]/.test(secret)) throw new UnreadableFile("it has more than one line");
    return secret;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.push(`${nameSecretFile(name)}: ${file} cannot be read: ${error.reason}.`);
    return "";
  }
}
