import { afterAll, beforeAll, expect, it } from "vitest";
import { findModel, saveModel } from "@/lib/models";
import { ModelContent } from "@/lib/models/schemas";
import { routes } from "@/lib/routes";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { makePng, toDataUrl } from "@/tests/pictures";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { GET } from "./route";

const bytes = makePng(5);
let portal: TestStage;
let hash: string;
beforeAll(async () => {
  portal = await createTestStage();
  const scope = partnerScope(system, "catalogue:write") as PartnerScope<"catalogue:write">;
  await saveModel(scope, "A", ModelContent.parse({ name: "A", picture: toDataUrl(bytes) }));
  hash = (await findModel(scope, "A"))?.pictureHash as string;
});
afterAll(() => portal.stop());

const ask = (name: string, headers: Record<string, string> = {}) =>
  GET(createRequest(routes.picture({ hash: name }), {}, { headers }), {
    params: Promise.resolve({ hash: name }),
  });

it("shows a picture, to be kept for ever", async () => {
  const response = await ask(hash);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "public, max-age=31536000, immutable",
    "content-disposition": "inline",
    "content-type": "image/png",
    etag: `"${hash}"`,
  });
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
});

it.each([
  ["the tag", () => `"${hash}"`],
  ["the weak tag", () => `W/"${hash}"`],
  ["one of several", () => `"other", "${hash}"`],
  ["any", () => "*"],
])("answers 304 to %s", async (_, header) => {
  const response = await ask(hash, { "if-none-match": header() });
  expect([response.status, response.body]).toEqual([304, null]);
  expect(response.headers.get("etag")).toBe(`"${hash}"`);
});

it("shows the picture again for another tag", async () => {
  const response = await ask(hash, { "if-none-match": `"other", "x${hash}"` });
  expect(response.status).toBe(200);
});

it.each(["a".repeat(43), "", "x", "a\0", `${"a".repeat(42)}/`, "../../etc/passwd"])(
  "has no picture %j, whatever the cache",
  async (name) => {
    const response = await ask(name, { "if-none-match": "*" });
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
  },
);

it("answers 503 without a database", async () => {
  await portal.owner.query("alter table pictures rename to elsewhere");
  try {
    expect((await ask(hash)).status).toBe(503);
  } finally {
    await portal.owner.query("alter table elsewhere rename to pictures");
  }
});
