import type { z } from "zod";
import { type ProblemCode, problems } from "./errors";

/** The reason for a refusal. */
export type Problem<Code extends ProblemCode = ProblemCode> = {
  code: Code;
  /** Path of the invalid input, for example "serial"; absent if the problem concerns the whole input. */
  field?: string;
  /** Seconds until the next try, if a limit was reached. */
  seconds?: number;
  /** Number of things that stand in the way. */
  count?: number;
  /** What the problem is about if the field has many, for example a slot's instance. */
  subject?: string;
  /** Reference number of the log line with the cause. */
  reference?: string;
};

/** Result of a verb that may refuse: a value, or all problems found. */
export type Result<Value, Code extends ProblemCode = ProblemCode> =
  | { ok: true; value: Value }
  | { ok: false; problems: [Problem<Code>, ...Problem<Code>[]] };

/** Creates a result with a value; `succeed(undefined)` if there is none. */
export const succeed = <Value>(value: Value) => ({ ok: true as const, value });

/** Creates a result with one problem. */
export const refuse = <Code extends ProblemCode>(code: Code, more: Omit<Problem<Code>, "code"> = {}) => ({
  ok: false as const,
  problems: [{ code, ...more }] as [Problem<Code>],
});

const isCode = (text: string): text is ProblemCode => Object.hasOwn(problems, text);

/**
 * Parses input with a schema whose messages are problem codes.
 * @param codes that the schema can produce, if the caller distinguishes them
 * @returns a problem for each issue; an issue without a code becomes `malformed`
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
    if (!isOneOf(code, codes))
      throw new Error(`The schema produced ${code}, which its caller does not expect.`);
    return path.length > 0 ? { code, field: path.join(".") } : { code };
  });
  return { ok: false, problems: found as [Problem<Code>, ...Problem<Code>[]] };
}

const isOneOf = <Code extends ProblemCode>(code: ProblemCode, codes?: readonly Code[]): code is Code =>
  !codes || (codes as readonly ProblemCode[]).includes(code);
