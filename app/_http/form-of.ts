import type { NextRequest } from "next/server";

/** In bytes; our longest forms have a few hundred. */
const longest = 256 * 1024;

/** The request's body; null when it is longer than that. What comes after is not read. */
async function readBody(request: NextRequest): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > longest) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The form that a request carries; an empty one where there is none, or where it is far longer than any of ours. */
export async function readForm(request: NextRequest): Promise<FormData> {
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    return await new Response(await readBody(request), { headers }).formData();
  } catch {
    return new FormData();
  }
}
