export { readName } from "./read-name";
export { type NameProblem, type NameResult, nameProblems } from "./types";
