import { writeBatches } from "./batches";
import { day, historyDays } from "./curve";
import type { Devices } from "./devices";
import { createHousehold, type Household } from "./household";
import { type Note, readNote, writeNote } from "./note";
import type { Portal } from "./portal";

/** Days for which a use may be sent again; the portal knows what it counted for 30. */
const repeatable = 25;

/** Lets the devices send what they did not send yet, and moves them on. One thing after the other. */
export class Simulator {
  readonly #household: Household;
  readonly #portal: Portal;
  readonly #file: string;
  #note: Note;
  #work: Promise<void> = Promise.resolve();

  /** @param file where it keeps its note */
  constructor(devices: Devices, portal: Portal, file: string) {
    this.#note = readNote(file, Date.now());
    this.#household = createHousehold(devices, this.#note.start);
    this.#portal = portal;
    this.#file = file;
  }

  /** Sends all that is due, at the first start a year, and the present levels. What fails is due the next time. */
  catchUp(): Promise<void> {
    return this.#queue(async () => {
      // People see levels before the history is complete.
      if (this.#note.sent === null) await this.#sendLevels();
      const ahead = this.#note.moved * day;
      await this.#sendDue((at) => at - ahead);
    });
  }

  /** Lets a day pass at once. The portal takes no times in the future, so all of it is stamped now. */
  moveOn(): Promise<void> {
    return this.#queue(async () => {
      this.#save({ moved: this.#note.moved + 1 });
      const now = Date.now();
      await this.#sendDue(() => now);
    });
  }

  async #sendDue(stamp: (at: number) => number): Promise<void> {
    const { start, sent, moved, written } = this.#note;
    const now = Date.now() + moved * day;
    const from = sent ?? start - historyDays * day;
    const isForgotten = sent !== null && Date.now() - written > repeatable * day;
    const usesFrom = isForgotten ? Math.max(from, now - repeatable * day) : from;
    // First, so that none is forgotten if this is interrupted; the portal takes them in any order.
    for (const { modelId, serial, instance, at } of this.#household.listReplacements(from, now, stamp))
      await this.#portal.replace(modelId, serial, instance, at);
    for (const { body, at } of writeBatches(this.#household.listDue(from, now, usesFrom, stamp))) {
      await this.#portal.report(body);
      this.#save({ sent: at });
    }
    await this.#sendLevels();
    this.#save({ sent: now });
  }

  async #sendLevels(): Promise<void> {
    const now = Date.now();
    const levels = this.#household.listLevels(now + this.#note.moved * day, now);
    const dues = levels.map((message) => ({ at: now, message }));
    for (const { body } of writeBatches(dues)) await this.#portal.report(body);
  }

  #save(changes: Partial<Note>): void {
    this.#note = { ...this.#note, ...changes, written: Date.now() };
    writeNote(this.#file, this.#note);
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((fault: Error) => console.error(fault.message));
    return this.#work;
  }
}
