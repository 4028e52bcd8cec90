export { Change, changeDays, listChanges } from "./list-changes";
