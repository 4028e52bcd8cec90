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
 * Parses input with a schema whose messages are codes of problems.
 * @param codes those that the schema gives, where the caller wants to tell them apart
 * @returns a problem for each issue; an issue without a code of its own is `malformed`
 */
export function parseInput<Schema extends z.ZodType, Code extends ProblemCode = ProblemCode>(
  schema: Schema,
  input: unknown,
  codes?: readonly Code[],
): Result<z.output<Schema>, Code> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return succeed(parsed.data);
  const found = parsed.error.issues.map(({ message, path }): Problem<Code> => {
    const code: ProblemCode = isCode(message) ? message : "malformed";
    if (!isOneOf(code, codes)) throw new Error(`The schema gave ${code}, which its caller does not expect.`);
    return path.length > 0 ? { code, field: path.join(".") } : { code };
  });
  return { ok: false, problems: found as [Problem<Code>, ...Problem<Code>[]] };
}

const isOneOf = <Code extends ProblemCode>(code: ProblemCode, codes?: readonly Code[]): code is Code =>
  !codes || (codes as readonly ProblemCode[]).includes(code);
