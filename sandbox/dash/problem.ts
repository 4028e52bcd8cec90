/** One thing that is wrong with a link: what it is, and what would be right. */
export interface Problem {
  /** One of those that docs/contract.md lists under "Problems". */
  code: string;
  /** A parameter's name, or `link`, `path`, `query`, `fragment`. */
  parameter: string;
  message: string;
}
