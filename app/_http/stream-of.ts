import { logFailure, newReference } from "@/lib/observability";

/**
 * A body that is made piece by piece, each only when the reader has taken the one before. A reader who goes away ends
 * it; what fails on the way is logged and breaks the answer off, so that nobody takes a part for the whole.
 * @param what names it in the log
 */
export function streamText(what: string, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const piece = await pieces.next();
          if (piece.done) controller.close();
          else controller.enqueue(encoder.encode(piece.value));
        } catch (error) {
          logFailure(what, newReference(), error);
          controller.error(error);
        }
      },
      cancel: async () => void (await pieces.return(undefined)),
    },
    { highWaterMark: 0 },
  );
}
