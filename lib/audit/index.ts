export { eraseNotesAbout, listEventsAbout } from "./events-about";
export { exportEvents } from "./export-events";
export { listActors } from "./list-actors";
export { listEvents } from "./list-events";
export { orUnrecorded } from "./or-unrecorded";
export { purgeEvents } from "./purge-events";
export { type Actor, recordEvent } from "./record-event";
export type { ShownLink } from "./types";
export { csvHead, writeCsv } from "./write-csv";
