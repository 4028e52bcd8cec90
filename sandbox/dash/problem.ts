/** One thing that is wrong with a link: what it is, and what would be right. */
export interface Problem {
  /** A parameter's name, or `path`, `query`, `fragment`. */
  parameter: string;
  message: string;
}
