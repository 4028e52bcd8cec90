/** How much of a file decides what it is, in bytes. */
const headSize = 1024 * 1024;
/** Largest piece that is passed on, in bytes. */
const pieceSize = 64 * 1024;

export type Head = {
  head: Uint8Array;
  whole: boolean;
  all: AsyncIterable<Uint8Array>;
  close: () => Promise<unknown>;
};

/**
 * Reads the first megabyte of a file, whatever pieces it comes in.
 * @returns `whole` is true if that is all; `all` has every byte again, in pieces that do not depend on the given ones;
 * `close` is for whoever does not read it
 */
export async function readHead(bytes: AsyncIterable<Uint8Array>): Promise<Head> {
  const source = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length <= headSize) {
    const { value, done } = await source.next();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  const read = Buffer.concat(pieces);
  return {
    head: read.subarray(0, headSize),
    whole: length <= headSize,
    all: readAll(read, source),
    close: async () => source.return?.(),
  };
}

async function* readAll(read: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* cut(read);
    for (;;) {
      const { value, done } = await source.next();
      if (done) return;
      yield* cut(value);
    }
  } finally {
    await source.return?.();
  }
}

/** Cuts large pieces, so that little text stands in memory at a time. */
function* cut(piece: Uint8Array): Iterable<Uint8Array> {
  for (let start = 0; start < piece.length; start += pieceSize)
    yield piece.subarray(start, start + pieceSize);
}
