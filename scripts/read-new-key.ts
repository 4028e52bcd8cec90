import { parseArgs } from "node:util";
import { NewKey } from "@/lib/api-keys";
import { defaultDays, maxDays, type Purpose, purposeNames, purposes } from "@/lib/api-keys/types";
import { type Permission, permissions } from "@/lib/scope";

const options = {
  name: { type: "string" },
  for: { type: "string" },
  scopes: { type: "string" },
  days: { type: "string" },
} as const;

/**
 * Reads the options of `create`.
 * @throws Error that names the option which is wrong, and what would be right
 */
export function readNewKey(args: string[]): NewKey {
  const given = parseArgs({ args, options }).values;
  return {
    name: readName(given.name),
    scopes: readScopes(given.for, given.scopes),
    days: readDays(given.days),
  };
}

function readName(text: string | undefined): string {
  if (text === undefined)
    throw new Error('--name is missing. Say what uses the key, such as --name "Web shop".');
  const read = NewKey.shape.name.safeParse(text);
  if (read.success) return read.data;
  throw new Error("--name must have 1 to 60 visible characters in one line.");
}

function readScopes(purpose: string | undefined, list: string | undefined): Permission[] {
  const names = `one of ${purposeNames.join(", ")}`;
  if (purpose !== undefined && list !== undefined) throw new Error("Use either --for or --scopes, not both.");
  if (purpose !== undefined) {
    if (!isPurpose(purpose)) throw new Error(`--for ${purpose}: use ${names}.`);
    return [...purposes[purpose]];
  }
  if (list === undefined) throw new Error(`--for is missing: use ${names}, or --scopes.`);
  return list.split(",").map((scope) => {
    const found = permissions.find((permission) => permission === scope.trim());
    if (found) return found;
    throw new Error(`--scopes ${list}: there is no scope "${scope}". Use some of ${permissions.join(",")}`);
  });
}

const isPurpose = (text: string): text is Purpose => Object.hasOwn(purposes, text);

function readDays(text = String(defaultDays)): number {
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= maxDays) return days;
  throw new Error(`--days ${text}: use a whole number from 1 to ${maxDays}, such as 90.`);
}
