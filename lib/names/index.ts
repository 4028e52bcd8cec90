export { Name, nameCodes, Reason, reasonCodes } from "./schemas";
