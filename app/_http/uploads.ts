import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import type { NextRequest } from "next/server";

/** Takes a file as it arrives. It may stop reading early. */
type Take<Taken> = (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<Taken>;

type Upload<Taken> = {
  /** The other fields. */
  form: FormData;
  /** What became of the file; null if none was chosen. */
  taken: Taken | null;
  /** Whether all of the form has arrived. */
  isWhole: boolean;
};

/** A few short fields beside the file. */
const limits = { files: 1, fields: 20, parts: 25, fieldSize: 1000, headerSize: 16 * 1024 };

/** In bytes, of a body without a declared length. */
const maxBytes = 200_000 * 1024;

/**
 * Reads a form with a file, without holding more than a piece of it in memory. A form that is no multipart form has
 * no fields.
 * @throws what `take` throws, once the rest of the form has been read
 */
export async function readUpload<Taken>(request: NextRequest, take: Take<Taken>): Promise<Upload<Taken>> {
  const form = new FormData();
  const parser = createParser(request);
  if (!parser || !request.body) return { form, taken: null, isWhole: true };
  const arriving = new Set<BusboyFileStream>();
  let taking: Promise<Taken> | undefined;
  parser.on("field", (name, value) => form.append(name, value));
  parser.on("file", (_, file, name) => {
    arriving.add(file);
    // Whoever reads it learns of an error, too.
    file.on("error", () => {});
    if (!name) return void file.resume();
    // Destroyed, the file would hold up the parser; the rest is read and dropped.
    taking = take(name, file.iterator({ destroyOnReturn: false })).finally(() => file.resume());
    taking.catch(() => {});
  });
  const isWhole = await pipeline(countBytes(request.body), parser).then(
    () => true,
    (error) => {
      for (const file of arriving) file.destroy(error);
      return false;
    },
  );
  const taken = isWhole ? await taking : await taking?.catch(() => undefined);
  return { form, taken: taken ?? null, isWhole };
}

function createParser(request: NextRequest): InstanceType<typeof Busboy> | null {
  const type = request.headers.get("content-type") ?? "";
  try {
    return /^multipart\/form-data/i.test(type)
      ? new Busboy({ headers: { "content-type": type }, limits })
      : null;
  } catch {
    return null;
  }
}

async function* countBytes(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])) {
    size += chunk.length;
    if (size > maxBytes) throw new Error("the form is too long");
    yield chunk;
  }
}
