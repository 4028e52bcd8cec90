/** Longest line, in bytes without its end: no server takes an address of this length. */
export const longestLine = 16 * 1024;

/**
 * Splits bytes into lines at LF or CRLF, one batch a chunk; a line over 16 KiB becomes null and its bytes are not
 * kept (node:readline would keep them all). A byte order mark at a line's beginning is dropped.
 */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[]> {
  const decoder = new TextDecoder();
  let kept: Buffer[] = [];
  let size = 0;
  const keep = (piece: Buffer) => {
    size += piece.length;
    // One more for a CR.
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
