export { Name, Reason } from "./schemas";
