export { createCursor, sortKey } from "./create-cursor";
