export { examine } from "./examine";
export { examineFor } from "./examine-for";
export type { Finding, Section, Topic } from "./types";
