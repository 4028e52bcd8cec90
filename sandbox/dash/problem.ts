/** One problem of a link: what is wrong and how to fix it. */
export interface Problem {
  /** A code from docs/contract.md, "Problems". */
  code: string;
  /** A parameter's name, or `link`, `path`, `query`, `fragment`. */
  parameter: string;
  message: string;
}
