/**
 * Reads a request's body as text; a string names the problem: too large, or not UTF-8.
 * @param most in bytes
 */
export async function readBody(
  request: Request,
  most: number,
): Promise<{ text: string } | "body-large" | "json-broken"> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return "body-large";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    // Without reading on: leaving the loop cancels the stream.
    if (size > most) return "body-large";
    chunks.push(chunk);
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return "json-broken";
  }
}
