import { z } from "@hono/zod-openapi";
import { Change, changeDays, listChanges } from "@/lib/changes";
import { type Api, addOperation, answerWith } from "./api";
import { PageQuery } from "./pages";

/** Adds the operation that tells what changed. */
export function addChanges(api: Api): void {
  addOperation(
    api,
    {
      method: "get",
      path: "/changes",
      id: "listChanges",
      tag: "Changes",
      summary: "Follow what changed",
      description: `Shows the kinds that the key may read. Without \`after\`, tells where to begin: keep \`next\`, read everything once, then ask with \`after\` for what changed since. Changes are kept for ${changeDays} days. An older cursor, or one from before the database was restored, is answered with 410: begin again.`,
      permission: ["customers:read", "devices:read", "catalogue:read"],
      query: PageQuery,
      answers: {
        200: {
          description: "What changed, oldest first.",
          schema: z.strictObject({
            changes: z.array(Change),
            next: z.string().meta({ description: "Send it as `after` the next time." }),
            more: z.boolean().meta({ description: "Whether more changes are waiting." }),
          }),
        },
      },
      problems: ["changes-gone"],
    },
    async ({ scope, query: { after, limit } }) =>
      answerWith(await listChanges(scope, { after: after || null, limit }), (body) => ({
        status: 200,
        body,
      })),
  );
}
