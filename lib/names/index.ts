export { readName } from "./read-name";
export type { NameProblem, NameResult } from "./types";
