export { cursorOf, sortKey } from "./cursor-of";
