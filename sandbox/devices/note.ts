import { existsSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { jsonFile } from "../shared/arguments";

/** What a simulator remembers between its starts. Times are milliseconds since 1970. */
const Note = z.strictObject({
  /** The first start. */
  start: z.number(),
  /** Until when everything was sent, in the time that the devices live at; null before the first message. */
  sent: z.number().nullable(),
  /** Days by which the devices are ahead of the clock. */
  moved: z.int().min(0),
  /** When this was written. */
  written: z.number(),
});
/** What a simulator remembers between its starts. */
export type Note = z.output<typeof Note>;

/** Reads the note, or begins one. */
export const readNote = (file: string, now: number): Note =>
  existsSync(file) ? jsonFile("note", file, Note) : { start: now, sent: null, moved: 0, written: now };

export const writeNote = (file: string, note: Note): void => writeFileSync(file, JSON.stringify(note));
