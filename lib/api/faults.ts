import type { z } from "zod";
import { type Fault, writePointer } from "./problems";

/** Most faults that one answer lists. */
const most = 100;

/**
 * Lists what is wrong with a request, with its places.
 * @param target part of the request: json for the body, else the path or the query
 */
export const listFaults = (issues: readonly z.core.$ZodIssue[], target: string): Fault[] =>
  issues.flatMap((issue) => describeIssue(issue, target)).slice(0, most);

function describeIssue(issue: z.core.$ZodIssue, target: string): Fault[] {
  const write = (path: readonly PropertyKey[], detail: string): Fault =>
    target === "json"
      ? { pointer: writePointer(path), detail }
      : { parameter: path.map(String).join("."), detail };
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => write([...issue.path, key], "is not a known field"));
  if (issue.code === "invalid_key")
    return issue.issues.map(({ message }) => write(issue.path, `the key ${message}`));
  if (issue.code === "invalid_union") {
    // The form that the request comes closest to.
    const [nearest] = [...issue.errors].sort((one, other) => one.length - other.length);
    const inner = (nearest ?? []).map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
    if (inner.length > 0) return inner.flatMap((each) => describeIssue(each, target));
  }
  return [write(issue.path, issue.message)];
}
