import { createRoute, type Hook, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Result } from "@/lib/result";
import { type PartnerScope, type Permission, partnerScope } from "@/lib/scope";
import type { Client } from "@/lib/viewer";
import { listFaults } from "./faults";
import { type ApiCode, getStatus, ProblemBody, respondProblem, respondRefusal } from "./problems";

/** What the check of the key hands on, and the body of an operation that has no schema for it as a whole. */
export type ApiEnv = { Bindings: { client: Client; given: unknown } };

/** The application that operations are added to, and the absolute address of the reference. */
export type Api = { app: OpenAPIHono<ApiEnv>; docs: string };

/** An operation as data. The document, the check of the request and the check of the key come from it. */
type Operation<Allowed extends Permission, Params, Query, Body> = {
  method: "get" | "put" | "post" | "patch" | "delete";
  path: string;
  /** Names the operation in generated code. */
  id: string;
  tag: string;
  summary: string;
  description?: string;
  /** What the key must be allowed to do; any one of several. */
  permission: Allowed | readonly Allowed[];
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** Instead of a body: what each line of JSON is. */
  lines?: z.ZodType;
  /** Instead of a body: what each message is, of which there is one, a list, or one a line. */
  messages?: z.ZodType;
  /** Answers without a problem, by status. */
  answers: Record<number, { description: string; schema?: z.ZodType }>;
  /** Problems of this operation, besides those of all. */
  problems?: ApiCode[];
};

type Input<Allowed extends Permission, Params, Query, Body> = {
  /** Access to the partner's data, as the key allows. */
  scope: PartnerScope<Allowed>;
  params: Params;
  query: Query;
  body: Body;
  /** What was read of lines or messages; undefined for other operations. */
  given: unknown;
};

/** Types of bodies. */
export const types = { json: "application/json", lines: "application/x-ndjson" } as const;

const everywhere: ApiCode[] = ["key-refused", "scope-missing", "limited", "unavailable"];
const ofBodies: ApiCode[] = ["json-broken", "body-type", "body-large"];

/** Creates an application without operations, which answers invalid requests with a problem. */
export function createEmptyApi(docs: string): Api {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: createHook(docs) }).basePath("/api/v1");
  // Its own answer to what nobody expects would be 500, in plain text.
  app.onError((error) => {
    throw error;
  });
  return { app, docs };
}

const createHook =
  (docs: string): Hook<unknown, ApiEnv, string, unknown> =>
  (result) =>
    result.success
      ? undefined
      : respondProblem(docs, "malformed", {
          errors: listFaults(result.error.issues as never, result.target),
        });

/**
 * Adds an operation.
 * @param run carries it out; what it returns is sent as JSON with the status, a refusal as a problem
 */
export function addOperation<Allowed extends Permission, Params, Query, Body>(
  { app, docs }: Api,
  operation: Operation<Allowed, Params, Query, Body>,
  run: (input: Input<Allowed, Params, Query, Body>) => Promise<Answer>,
): void {
  const {
    permission,
    params,
    query,
    body,
    lines,
    messages,
    answers,
    problems = [],
    tag,
    id,
    ...rest
  } = operation;
  const permissions = [permission].flat() as Allowed[];
  const codes = [
    ...everywhere,
    ...(params || query || body ? (["malformed"] as const) : []),
    ...(body || lines || messages ? ofBodies : []),
    ...(permissions.some((each) => !each.endsWith(":read")) ? (["unrecorded"] as const) : []),
    ...problems,
  ];
  const route = createRoute({
    ...rest,
    operationId: id,
    tags: [tag],
    security: permissions.map((each) => ({ key: [each] })),
    request: {
      ...(params && { params: params as never }),
      ...(query && { query: query as never }),
      // Required: else an empty PUT would pass.
      ...(body && { body: { content: { [types.json]: { schema: body } }, required: true } }),
      ...(lines && { body: { content: { [types.lines]: { schema: lines } }, required: true } }),
      ...(messages && {
        body: {
          content: {
            [types.json]: { schema: z.union([messages, z.array(messages)]) },
            [types.lines]: { schema: messages },
          },
        },
      }),
    },
    responses: { ...describeAnswers(answers), ...describeProblems(codes) },
  });
  const handler = async (c: Context<ApiEnv>): Promise<Response> => {
    const scope = findScope(c.env.client, permissions);
    if (!scope) throw new Error("The scope was checked before.");
    const valid = c.req as unknown as { valid: (target: string) => never };
    const answer = await run({
      scope,
      params: valid.valid("param"),
      query: valid.valid("query"),
      body: valid.valid("json"),
      given: c.env.given,
    });
    return respond(docs, answer);
  };
  app.openapi(route, handler as never);
}

/** What an operation answers: a status and a body, or the problems of a refusal. */
export type Answer =
  | { status: 200 | 201 | 202 | 204; body?: unknown }
  | Extract<Result<never>, { ok: false }>;

/** Answers with a value, or the problems of a result. @param status of the value */
export const answerWith = <Value>(
  result: Result<Value>,
  describe: (value: Value) => { status: 200 | 201 | 204; body?: unknown },
): Answer => (result.ok ? describe(result.value) : result);

function respond(docs: string, answer: Answer): Response {
  if ("ok" in answer) return respondRefusal(docs, answer.problems);
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return answer.body === undefined
    ? new Response(null, { status: answer.status, headers: { "cache-control": "no-store" } })
    : new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

const findScope = <Allowed extends Permission>(client: Client, permissions: readonly Allowed[]) =>
  permissions.map((permission) => partnerScope(client, permission)).find((scope) => scope !== null);

const describeAnswers = (answers: Operation<Permission, never, never, never>["answers"]) =>
  Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema }]) => [
      status,
      { description, ...(schema && { content: { "application/json": { schema } } }) },
    ]),
  );

/** Describes problems by status. */
function describeProblems(codes: readonly ApiCode[]) {
  const statuses = [...new Set(codes.map(getStatus))].sort();
  const describe = (status: number) =>
    [...new Set(codes)].filter((code) => getStatus(code) === status).join(", ");
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: describe(status), content: { "application/problem+json": { schema: ProblemBody } } },
    ]),
  );
}
