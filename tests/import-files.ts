// Files as bytes, for tests.
import { createDecoder } from "@/lib/import/files/create-decoder";
import { openFile } from "@/lib/import/files/open-file";
import type { Encoding, FileFault, FileOptions, FileReading, Row } from "@/lib/import/files/types";

/** The encodings that TextEncoder cannot write, by asking the decoder about every pair of bytes. */
const tables = new Map<string, Map<string, number[]>>();

function createTable(encoding: Encoding): Map<string, number[]> {
  const table = new Map<string, number[]>();
  const add = (bytes: number[]) => {
    const text = createDecoder(encoding)(Uint8Array.from(bytes)) ?? "";
    if ([...text].length === 1 && !table.has(text)) table.set(text, bytes);
  };
  for (let one = 0; one < 256; one++) add([one]);
  if (encoding === "shift_jis")
    for (let one = 0x81; one < 0xfd; one++) for (let two = 0x40; two < 0xfd; two++) add([one, two]);
  return table;
}

/** Encodes a text as somebody's Excel does. */
export function encode(text: string, encoding: Encoding, mark = false): Uint8Array {
  const marked = mark ? `\ufeff${text}` : text;
  if (encoding === "utf-8") return Buffer.from(marked, "utf8");
  if (encoding === "utf-16le") return Buffer.from(marked, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(marked, "utf16le").swap16();
  const table = tables.get(encoding) ?? createTable(encoding);
  tables.set(encoding, table);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (!bytes) throw new Error(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}

/** Hands out bytes in pieces of these sizes, over and over. */
export async function* cutInto(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

/** What a file says in all. */
export type Read = { reading: FileReading | null; rows: Row[]; fault: FileFault | null };

/** Reads a whole file. */
export async function readFile(
  given: string | Uint8Array,
  options: FileOptions = {},
  sizes: readonly number[] = [1 << 30],
): Promise<Read> {
  const bytes = typeof given === "string" ? Buffer.from(given) : given;
  const opened = await openFile(cutInto(bytes, sizes), options);
  if (!opened.ok) return { reading: null, rows: [], fault: opened.fault };
  const rows: Row[] = [];
  let fault: FileFault | null = null;
  for await (const each of opened.rows) {
    if ("fault" in each) fault = each.fault;
    else rows.push(each);
  }
  return { reading: opened.reading, rows, fault };
}

/** Reads the items of a file that has no fault. */
export async function readItems(given: string | Uint8Array, options: FileOptions = {}): Promise<unknown[]> {
  const { rows, fault } = await readFile(given, options);
  if (fault) throw new Error(JSON.stringify(fault));
  return rows.map(({ item, reasons }) => item ?? reasons);
}
