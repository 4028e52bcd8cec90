import type { z } from "zod";
import { about } from "./about";
import { conflicts, type Env, type Name, needs, variableNames, variables } from "./variables";

type Source = Record<string, string | undefined>;

/** Thrown when settings are wrong or missing. `faults` has one line per problem. */
export class EnvError extends Error {
  constructor(readonly faults: string[]) {
    super(
      faults.length === 1
        ? faults[0]
        : `The configuration has ${faults.length} faults:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
    this.name = "EnvError";
  }
}

/** Whether a setting has a value: an empty one counts as missing. */
export const hasValue = (text: string | undefined): text is string => Boolean(text?.trim());

const dropEmpty = (source: Source) =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => hasValue(value)));

const findFaults = (error: z.ZodError | undefined, given: Source) =>
  (error?.issues ?? []).map(({ path, message }): [Name, string] => {
    const name = String(path[0]) as Name;
    return [name, name in given ? message : "is missing"];
  });

/** Never names the value: it may be a secret. */
function describeFault([name, what]: [Name, string]): string {
  const known = about.get(variables.shape[name]);
  return `${name} ${what}. Example: ${known && ("example" in known ? known.example : known.source)}`;
}

/**
 * Validates the environment's settings; an empty value counts as missing.
 * @throws EnvError listing each wrong variable, its problem and an example
 */
export function parseEnv(source: Source): Env {
  const given = dropEmpty(source);
  const result = variables.safeParse(given);
  const faults = findFaults(result.error, given);
  const needed = needs.filter(({ applies }) => applies(given)).flatMap(({ names }) => names);
  for (const name of new Set(needed)) if (!(name in given)) faults.push([name, "is missing"]);
  for (const { name, what, applies } of conflicts) if (applies(given)) faults.push([name, what]);
  if (result.success && faults.length === 0) return result.data;
  faults.sort(([one], [other]) => variableNames.indexOf(one) - variableNames.indexOf(other));
  throw new EnvError(faults.map(describeFault));
}

/**
 * Validates only the named settings of this process, for commands that need no others.
 * @throws EnvError like parseEnv
 */
export function readSettings<Wanted extends Name>(names: readonly Wanted[]): Pick<Env, Wanted> {
  const given = dropEmpty(process.env);
  const result = variables
    .pick(Object.fromEntries(names.map((name) => [name, true])) as Record<Name, true>)
    .safeParse(given);
  if (!result.success) throw new EnvError(findFaults(result.error, given).map(describeFault));
  return result.data;
}

let parsed: Env | undefined;

/**
 * Returns this process's settings, parsed on first use so that a build needs none.
 * @throws EnvError like parseEnv
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
