export { createCursor, sortKey } from "./cursor-of";
