// Part of npm run catalogue: drafts a catalogue from what a skill tells Amazon about its devices.
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { readDiscovery } from "@/lib/import";
import { escapeUnprintable } from "@/scripts/link/words";
import { describeFault, describeRemark, isOpen } from "./describe-remark";
import { decode } from "./read-catalogue";
import type { Order, Streams } from "./usage";

/** Longest input in bytes. Amazon takes messages of at most 256 kB. */
export const longestInput = 32_000_000;

/** Drafts a catalogue. @returns the exit status: 0 drafted, 1 nothing was written */
export async function draftCatalogue(
  { file, out }: Order,
  { stdin, stdout, stderr }: Streams,
): Promise<number> {
  const print = (lines: string[]) =>
    void stderr.write(lines.map((line) => `${escapeUnprintable(line)}\n`).join(""));
  const refuse = (words: string) => {
    print([words]);
    return 1;
  };
  const bytes = await readBytes(file === "-" ? stdin : createReadStream(file));
  if (!bytes)
    return refuse("The file is larger than 32 MB. Give it fewer messages: one for each model is enough.");
  const text = decode(bytes);
  if (text === null) return refuse("The file is not UTF-8: save it as UTF-8.");
  const read = readDiscovery(text);
  if ("fault" in read) return refuse(describeFault(read.fault));
  const { models, remarks } = read;
  const draft = `${JSON.stringify({ models }, null, 2)}\n`;
  if (out === "-") stdout.write(draft);
  // A draft is filled in by hand.
  else if (existsSync(out)) return refuse(`${out} is there already. Name another file, or remove it first.`);
  else writeFileSync(out, draft);
  const open = remarks.filter(isOpen).length;
  print([
    ...remarks.map(describeRemark),
    `Drafted ${models.length === 1 ? "1 model" : `${models.length} models`}. Fill in ${open === 1 ? "the open field" : `the ${open} open fields`}, then run check.`,
  ]);
  return 0;
}

/** Reads all bytes; null if there are too many. */
async function readBytes(stream: Readable): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > longestInput) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
