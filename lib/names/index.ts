export { createLine } from "./line";
export { Name, nameCodes, Reason, reasonCodes } from "./schemas";
