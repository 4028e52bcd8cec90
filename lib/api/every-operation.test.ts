// Sends every operation of the document what suits it and what does not.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rateLimits } from "@/lib/db";
import { type ApiStage, createApiStage } from "@/tests/api-stage";
import { anything, createArbitrary, createSpoilt, nasty, type Schema } from "@/tests/arbitrary";

let stage: ApiStage;
let document: Document;
beforeAll(async () => {
  stage = await createApiStage();
  // What the document's examples name exists.
  for (const [path, body] of [
    ["/models/ACME-PRINT-1", { name: "Print One", slots: [{ instance: "i", name: "Ink", sensor: "level" }] }],
    ["/customers/10042", { country: "DE" }],
    ["/models/ACME-PRINT-1/devices/SN-0001", { owner: "10042" }],
  ] as const)
    await stage.send("PUT", path, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  document = await (await stage.api(new Request(`${stage.origin}/api/v1/openapi.json`))).json();
});
afterAll(() => stage.stop());

type Content = Record<string, { schema: Schema }>;
type Operation = {
  parameters?: { name: string; in: "path" | "query"; schema: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

it("has a document that a linter finds nothing in", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "larder-")), "openapi.json");
  writeFileSync(file, JSON.stringify(document));
  const { stdout, status } = spawnSync("node_modules/.bin/redocly", ["lint", file, "--format", "json"], {
    encoding: "utf8",
    env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", REDOCLY_TELEMETRY: "off" },
  });
  const { totals, problems } = JSON.parse(stdout.slice(stdout.indexOf("{")));
  expect(problems.map(({ message }: { message: string }) => message)).toEqual([]);
  expect([status, totals]).toEqual([0, { errors: 0, warnings: 0, ignored: 0 }]);
});

type Sent = { method: string; path: string; body?: string; type?: string; operation: Operation };

/** Identifiers: some that exist, some that could, some that nobody means. */
const identifier = fc.oneof(
  fc.constantFrom("RX-100", "CM-2", "1", "2", "SN-1", "sn1", "a/b", "%2F", "a?b"),
  nasty.filter((text) => !/\p{Cs}/u.test(text) && !["", ".", ".."].includes(text)),
);

const createRequests = (): fc.Arbitrary<Sent> =>
  fc.oneof(
    ...Object.entries(document.paths).flatMap(([pattern, operations]) =>
      Object.entries(operations).map(([method, operation]) => createRequest(method, pattern, operation)),
    ),
  );

function createRequest(method: string, pattern: string, operation: Operation): fc.Arbitrary<Sent> {
  const { schemas } = document.components;
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const schema = content?.schema;
  const good = schema ? createArbitrary(schema, schemas) : fc.constant(undefined);
  const one = schema
    ? fc.oneof(
        { weight: 4, arbitrary: good.map((value) => JSON.stringify(value)) },
        { weight: 4, arbitrary: createSpoilt(good).map((value) => JSON.stringify(value) ?? "") },
        { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: nasty },
      )
    : fc.constant(undefined);
  const body = type === "application/x-ndjson" ? fc.array(one).map((lines) => lines.join("\n")) : one;
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  const query = fc.record(
    Object.fromEntries(
      queries.map(({ name, schema: each }) => [
        name,
        fc.oneof(
          createArbitrary(each, schemas).map(String),
          nasty.filter((text) => !/\p{Cs}/u.test(text)),
        ),
      ]),
    ),
    { requiredKeys: [] },
  );
  return fc.tuple(fc.tuple(...names.map(() => identifier)), query, body).map(([values, search, sent]) => ({
    method: method.toUpperCase(),
    path: `${names.reduce((path, name, index) => path.replace(`{${name}}`, encodeURIComponent(values[index] as string)), pattern)}?${new URLSearchParams(search as Record<string, string>)}`,
    body: sent,
    type,
    operation,
  }));
}

it("answers 10,000 requests as its document says, and never with 5xx", async () => {
  const validators = createValidators();
  const putCustomer = document.paths["/customers/{externalId}"]?.put as Operation;
  const statuses = new Map<string, number>();
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(createRequests(), async ({ method, path, body, type, operation }) => {
      sent += 1;
      if (sent % 1000 === 0) await stage.portal.db.delete(rateLimits);
      const headers = { ...(body !== undefined && type && { "content-type": type }) };
      const response = await stage.send(method, path, { headers, body });
      const { status } = response;
      statuses.set(`${method} ${status}`, (statuses.get(`${method} ${status}`) ?? 0) + 1);
      expect(status).toBeLessThan(500);
      const described = operation.responses[status];
      expect(
        described,
        `${method} ${path} answers ${status}, which the document does not name`,
      ).toBeDefined();
      const text = await response.text();
      const [sentType, content] = Object.entries(described?.content ?? {})[0] ?? [];
      expect([text !== "", response.headers.get("content-type")]).toEqual([
        content !== undefined,
        sentType ?? null,
      ]);
      if (content) expect(validators(content.schema, JSON.parse(text))).toEqual([]);
    }),
    {
      numRuns: 10_000,
      seed: Number(process.env.API_SEED ?? Date.now() % 2 ** 31),
      // A generated request seldom changes a customer who exists.
      examples: [
        [
          {
            ...{ method: "PUT", path: "/customers/10042", body: "{}", type: "application/json" },
            operation: putCustomer,
          },
        ],
      ],
    },
  );
  // Otherwise it would prove nothing: each kind of answer occurred.
  for (const kind of [
    "GET 200",
    "GET 404",
    "GET 422",
    "PUT 200",
    "PUT 201",
    "PUT 400",
    "PUT 409",
    "PUT 422",
    "POST 200",
    "DELETE 204",
  ])
    expect([kind, statuses.get(kind) ?? 0]).toEqual([kind, expect.toSatisfy((count: number) => count > 0)]);
}, 600_000);

/** Creates a function that lists how a value differs from a schema of the document. */
function createValidators() {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "document", components: document.components });
  const known = new Map<Schema, ValidateFunction>();
  return (schema: Schema, value: unknown) => {
    const text = JSON.stringify(schema).replaceAll("#/components", "document#/components");
    const validate = known.get(schema) ?? ajv.compile(JSON.parse(text));
    known.set(schema, validate);
    return validate(value) ? [] : (validate.errors ?? []);
  };
}
