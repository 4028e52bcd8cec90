import type { NextRequest } from "next/server";
import { respondProblem } from "@/app/_http/responses";
import { findPicture } from "@/lib/models";
import { logFailure } from "@/lib/observability";

/**
 * Shows a model's picture to anyone. Not wrapped by `handle`: the response has no side effects, and HEAD should
 * tell whether the picture exists.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ hash: string }> }) {
  try {
    const { hash } = await params;
    const picture = /^[\w-]{43}$/.test(hash) ? await findPicture(hash) : null;
    if (!picture) return await respondProblem(request, "not-found");
    // The address is the hash of the content, so the content never changes.
    const headers = { etag: `"${hash}"`, "cache-control": "public, max-age=31536000, immutable" };
    if (hasTag(request.headers.get("if-none-match"), headers.etag))
      return new Response(null, { status: 304, headers });
    return new Response(Uint8Array.from(picture.bytes), {
      headers: { ...headers, "content-type": picture.type, "content-disposition": "inline" },
    });
  } catch (error) {
    return respondProblem(request, "unavailable", logFailure("request", error));
  }
}

/** Whether an If-None-Match header names a tag, strong or weak. */
const hasTag = (header: string | null, tag: string): boolean =>
  (header ?? "").split(",").some((each) => ["*", tag].includes(each.trim().replace(/^W\//, "")));
