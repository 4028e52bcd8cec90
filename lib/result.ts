import type { z } from "zod";
import { type ProblemCode, problems } from "./errors";

/** Why something was refused. */
export type Problem<Code extends ProblemCode = ProblemCode> = {
  code: Code;
  /** Path of the input that is wrong, such as "serial"; none for the whole. */
  field?: string;
  /** After how many seconds it can be tried again, where a limit holds. */
  seconds?: number;
  /** What finds the cause in the log. */
  reference?: string;
};

/** What a verb returns that may refuse: a value, or every problem that was found. */
export type Result<Value, Code extends ProblemCode = ProblemCode> =
  | { ok: true; value: Value }
  | { ok: false; problems: [Problem<Code>, ...Problem<Code>[]] };

/** A result with a value; `succeed(undefined)` where there is none to give. */
export const succeed = <Value>(value: Value) => ({ ok: true as const, value });

/** A result with one problem. */
export const refuse = <Code extends ProblemCode>(code: Code, more: Omit<Problem<Code>, "code"> = {}) => ({
  ok: false as const,
  problems: [{ code, ...more }] as [Problem<Code>],
});

const isCode = (text: string): text is ProblemCode => Object.hasOwn(problems, text);

/**
 * Parses input with a schema.
 * @returns a problem for each issue: its code where the schema gives one as its message, `malformed` otherwise
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Result<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return succeed(parsed.data);
  const found = parsed.error.issues.map(({ message, path }): Problem => {
    const code = isCode(message) ? message : "malformed";
    return path.length > 0 ? { code, field: path.join(".") } : { code };
  });
  return { ok: false, problems: found as [Problem, ...Problem[]] };
}
