/** Everything that can be wrong with a link or a part of one. Source: contract, decided. */
export type ProblemCode =
  // the link as a whole
  | "not-a-url"
  | "wrong-scheme"
  | "unknown-host"
  | "unknown-path"
  | "unknown-page"
  | "unexpected-fragment"
  | "query-before-hash"
  // its parameters
  | "missing-parameter"
  | "repeated-parameter"
  | "unexpected-parameter"
  | "unknown-parameter"
  | "access-token"
  | "bad-value"
  | "bad-encoding"
  | "double-encoded"
  // vendorCode and modelId
  | "empty"
  | "too-long"
  | "white-space"
  | "control-character"
  | "lone-surrogate"
  // exitUri
  | "exit-characters"
  | "exit-not-absolute"
  | "exit-scheme"
  | "exit-host"
  | "exit-credentials"
  | "exit-fragment"
  | "exit-http"
  // the request or the configuration of a link
  | "sensor-not-supported"
  | "bad-endpoint";

/** One fault; `message` is a sentence: which parameter, why, and what would be right. Source: contract, decided. */
export type Problem = { code: ProblemCode; parameter: string; message: string };

/** A checked value, or every problem found. Source: contract, decided. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** One fault; its sentence begins with the parameter's name, or with the link's. Source: contract, decided. */
export function describeProblem(code: ProblemCode, parameter: string, why: string): Problem {
  // A link may carry an unknown parameter of any name, "url" included.
  const isLink = parameter === "url" && !code.endsWith("-parameter");
  const subject = isLink ? "The link" : parameter || "A parameter without a name";
  return { code, parameter, message: `${subject} ${why}.` };
}

/** The value when there is no problem, otherwise all problems. Source: contract, decided. */
export function settle<T>(problems: Problem[], value: T): Result<T> {
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

/** Where a reader's steps put what they find. Source: contract, decided. */
export type Report = (code: ProblemCode, parameter: string, why: string) => void;
