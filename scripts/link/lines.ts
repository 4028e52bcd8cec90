// Part of npm run link: splits a stream into lines.
/** The longest line, in bytes without its line end: no server accepts a URL this long. */
export const longestLine = 16 * 1024;

/**
 * Splits bytes into lines at LF or CRLF, one batch per chunk. A longer line becomes null and is not buffered
 * (node:readline would buffer all of it). A byte order mark at the start of a line is dropped.
 */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[]> {
  const decoder = new TextDecoder();
  let kept: Buffer[] = [];
  let size = 0;
  const keep = (piece: Buffer) => {
    size += piece.length;
    // One more byte for a CR.
    if (size <= longestLine + 1) kept.push(piece);
    else kept = [];
  };
  const take = (): string | null => {
    const bytes = Buffer.concat(kept);
    const line = bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes;
    const isKept = size === bytes.length && line.length <= longestLine;
    kept = [];
    size = 0;
    return isKept ? decoder.decode(line) : null;
  };

  for await (const chunk of chunks) {
    const lines: (string | null)[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      lines.push(take());
      start = end + 1;
    }
    keep(chunk.subarray(start));
    yield lines;
  }
  if (size > 0) yield [take()];
}
