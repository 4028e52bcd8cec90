import { readFileSync } from "node:fs";
import { z } from "zod";

/** An invalid command line: shown without a stack trace, exit code 2. */
export class ArgumentError extends Error {}

export function required(name: string, value: string | undefined): string {
  if (value === undefined || value === "") throw new ArgumentError(`--${name} is missing.`);
  return value;
}

/** Reads a port from 0 (any free port) to 65535. */
export function portArgument(name: string, value: string | undefined): number {
  const text = required(name, value);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new ArgumentError(`--${name} must be a port from 0 to 65535, not "${text}".`);
  return port;
}

export function urlArgument(name: string, value: string): string {
  const protocol = URL.canParse(value) ? new URL(value).protocol : "";
  if (protocol !== "http:" && protocol !== "https:")
    throw new ArgumentError(`--${name} must be an http or https URL, not "${value}".`);
  return value;
}

export function jsonFile<Schema extends z.ZodType>(
  name: string,
  path: string,
  schema: Schema,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (fault) {
    throw new ArgumentError(`--${name}: cannot read ${path}: ${(fault as Error).message}`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ArgumentError(`--${name}: ${path}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function isArgumentFault(fault: unknown): fault is Error {
  // node:util's parseArgs errors have codes with this prefix.
  return (
    fault instanceof ArgumentError ||
    (fault instanceof TypeError && String((fault as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS"))
  );
}

/** Runs a program. Wrong arguments print the usage and exit with 2; a taken port exits with 1. */
export async function run(usage: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (fault) {
    if (isArgumentFault(fault)) {
      console.error(`${fault.message}\n\n${usage}`);
      process.exit(2);
    }
    // A taken port or a foreign host: the system's error message says which.
    console.error(
      fault instanceof Error && "syscall" in fault
        ? `Cannot listen: ${fault.message}. Give another address or port; 0 is any free port.`
        : fault,
    );
    process.exit(1);
  }
}
