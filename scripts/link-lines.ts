/** Longest line, in bytes: no server takes an address of this length. */
export const longestLine = 16 * 1024;

/**
 * Splits bytes into lines at LF or CRLF, one batch a chunk; a line over 16 KiB becomes null and its bytes are not
 * kept (node:readline would keep them all). A byte order mark at the beginning is dropped.
 */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<(string | null)[]> {
  const decoder = new TextDecoder();
  let kept: Buffer[] = [];
  let size = 0;
  const keep = (piece: Buffer) => {
    size += piece.length;
    if (size <= longestLine) kept.push(piece);
    else kept = [];
  };
  const take = (): string | null => {
    const bytes = size > longestLine ? null : Buffer.concat(kept);
    kept = [];
    size = 0;
    return bytes && decoder.decode(bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes);
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
