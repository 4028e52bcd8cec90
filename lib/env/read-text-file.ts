import { closeSync, openSync, readSync } from "node:fs";

/** In bytes. Settings are small; a larger file is the wrong one. */
const largest = 1_000_000;

const reasons: Record<string, string> = {
  ENOENT: "it does not exist",
  EACCES: "permission is denied",
  EISDIR: "it is a directory",
};

/** `reason` is words that never quote the file. */
export class UnreadableFile extends Error {
  constructor(
    readonly reason: string,
    readonly code?: string,
  ) {
    super(reason);
    this.name = "UnreadableFile";
  }
}

/**
 * Reads a small text file or a pipe.
 * @throws UnreadableFile
 */
export function readTextFile(file: string): string {
  const bytes = readBytes(file);
  if (bytes.length > largest) throw new UnreadableFile("it is larger than 1 MB");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // UTF-16 without a byte order mark decodes to these.
    if (!text.includes("\0")) return text;
  } catch {}
  throw new UnreadableFile("it is not UTF-8 text");
}

/** Reads the file, but not much more than `largest`: a device or pipe has no size to check. */
function readBytes(file: string): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const buffer = Buffer.alloc(largest + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < buffer.length; size += read)
      read = readSync(descriptor, buffer, size, buffer.length - size, null);
    return buffer.subarray(0, size);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new UnreadableFile(reasons[code] ?? code, code);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
