// Part of npm run import: the file of rejected rows.
import { createWriteStream } from "node:fs";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type FileReading, type RejectedRow, writeRejected } from "@/lib/import";
import { describeReasons } from "./words";

/** Where rejected rows go. `end` returns the file's name; null if there were none. */
export type RejectedFile = {
  add: (rows: readonly RejectedRow[]) => Promise<void>;
  end: () => Promise<string | null>;
};

/** Names the file of rejected rows: beside the file, such as customers.rejected.csv or, of other kinds, a.txt.rejected.csv. */
export function nameRejected(file: string, { format }: FileReading): string {
  const extension = format === "csv" ? ".csv" : ".ndjson";
  if (file === "-") return `import.rejected${extension}`;
  const { dir, name, base, ext } = path.parse(file);
  return path.join(dir, `${ext === extension ? name : base}.rejected${extension}`);
}

/** Creates the file with its first row; until then, and without one, there is none. */
export function createRejectedFile(file: string, reading: FileReading): RejectedFile {
  const name = nameRejected(file, reading);
  let rows: PassThrough | undefined;
  let written: Promise<void> | undefined;
  return {
    add: async (rejected) => {
      if (rejected.length === 0) return;
      if (!rows) {
        rows = new PassThrough({ objectMode: true });
        written = pipeline(Readable.from(writeRejected(reading, rows)), createWriteStream(name));
        written.catch(() => {});
      }
      for (const row of rejected) {
        const isFull = !rows.write({ row, reason: describeReasons(row.reasons) });
        if (isFull) await Promise.race([drain(rows), written]);
      }
    },
    end: async () => {
      if (!rows) return null;
      rows.end();
      await written;
      return name;
    },
  };
}

const drain = (stream: PassThrough) => new Promise<void>((resolve) => stream.once("drain", resolve));
