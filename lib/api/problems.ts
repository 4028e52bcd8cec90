import { z } from "@hono/zod-openapi";
import { type ProblemCode, problems } from "@/lib/errors";
import { getReference } from "@/lib/observability";
import type { Problem } from "@/lib/result";

/** What a system reads of each problem: a title that never changes, and what to do. In English only. */
const words = {
  "key-refused": {
    status: 401,
    title: "The key is not accepted",
    detail: "Send a valid key in the header: Authorization: Bearer lk_…",
  },
  "scope-missing": {
    title: "The key may not do this",
    detail: "Make a key with the scope that the operation names.",
  },
  "not-found": { title: "There is nothing here", detail: "Check the address and the identifiers in it." },
  "method-refused": {
    status: 405,
    title: "The method is not allowed",
    detail: "The header Allow names the methods of this address.",
  },
  "body-type": {
    status: 415,
    title: "The body is not sent as JSON",
    detail: "Send JSON in UTF-8, with Content-Type: application/json.",
  },
  "body-large": { status: 413, title: "The body is too large", detail: "A body has at most 1 MB." },
  "json-broken": { status: 400, title: "The body is not JSON", detail: "Send one JSON document in UTF-8." },
  malformed: {
    title: "The request is not valid",
    detail: "Each entry of errors names a place and what is wrong there.",
  },
  limited: { title: "Too many requests", detail: "Wait for the seconds in the header Retry-After." },
  unavailable: {
    title: "The request failed",
    detail: "It is not the request's fault. Try again; if it happens again, quote requestId.",
  },
  unrecorded: {
    title: "The request could not be recorded",
    detail: "Nothing was changed, because the audit could not be written. Try again later.",
  },
  "customer-left": {
    title: "The customer deleted their account",
    detail: "They asked not to be here. They come back when they sign in themselves.",
  },
  "external-id-taken": {
    title: "Another customer has this number",
    detail: "Remove it from the other customer first.",
  },
  "owner-unknown": { title: "The owner is unknown", detail: "Put the customer first." },
  "device-owned": {
    title: "Another customer has this device",
    detail: "Send transfer: true to take it from them.",
  },
  "serial-conflict": {
    title: "The serial number is too like another one",
    detail: "Two of one model must differ in more than case, spaces and hyphens.",
  },
  "model-same": { title: "The device has this model", detail: "There is nothing to correct." },
  "device-exists": {
    title: "The model has a device with this serial number",
    detail: "Remove that one first, if it is the wrong one.",
  },
  "device-gone": { title: "Nobody has this device", detail: "Only a device that somebody has can change." },
  "model-unknown": { title: "The model is unknown", detail: "Put the model first." },
  "model-in-use": {
    title: "Devices use the model",
    detail: "It can go once no device of it is left, not even one that was removed.",
  },
  "model-made": { title: "Units of the model have claim codes", detail: "Delete the units first." },
  "vendor-code-in-use": {
    title: "Devices use the vendor code",
    detail: "Amazon's ids stay while a model has devices, also removed ones.",
  },
  "slot-in-use": {
    title: "Devices use the slot",
    detail:
      "A slot stays while its model has devices, also removed ones. To rename it, name the old instance in `was`.",
  },
  "picture-unknown": { title: "The picture is unknown", detail: "Send it as a data: URL." },
  "picture-type": {
    title: "The picture is not a PNG, JPEG or WebP",
    detail: "Its bytes count, not its name.",
  },
  "picture-svg": { title: "The picture is an SVG", detail: "Send a PNG, JPEG or WebP." },
  "picture-heavy": { title: "The picture is too heavy", detail: "It has at most 200 kB." },
  "picture-broken": { title: "The picture is broken", detail: "It cannot be read." },
  "picture-large": { title: "The picture is too large", detail: "Each side has at most 4096 pixels." },
  "picture-animated": { title: "The picture moves", detail: "Send a still one." },
  "exit-unknown": {
    title: "The exit address is not registered",
    detail: "Register it in the setting DASH_EXIT_URIS of the portal.",
  },
  "card-none": {
    title: "There is no card",
    detail: "The country has no region at Amazon, or the model is not enabled there.",
  },
  "code-exists": {
    title: "The unit has a claim code",
    detail: "Send replace: true for a new one; the old one then stops working.",
  },
  "country-unknown": {
    title: "The customer's country is not known",
    detail: "Set the customer's country, or ask for links with a model and a country.",
  },
  "changes-gone": {
    title: "The changes since then are gone",
    detail: "Read everything anew, then go on from a new cursor.",
  },
} as const satisfies Record<string, Words>;

/** `status` where lib/errors has no such problem. */
type Words = { title: string; detail: string; status?: number };

/** A problem that the API answers with. */
export type ApiCode = keyof typeof words;

/** The problems with their status, for the reference. */
export const apiProblems = Object.entries(words).map(([code, { title, detail }]) => ({
  code: code as ApiCode,
  status: getStatus(code as ApiCode),
  title,
  detail,
}));

/** Returns a problem's HTTP status: its own, or the one that pages use. */
export function getStatus(code: ApiCode): number {
  const entry: Words = words[code];
  return entry.status ?? problems[code as ProblemCode].status;
}

/** A fault in the request: where, by JSON pointer or the name of a parameter, and what is wrong. */
export const Fault = z.strictObject({
  pointer: z
    .string()
    .optional()
    .meta({ description: "RFC 6901, into the body.", example: "/otherIds/0/externalId" }),
  parameter: z.string().optional().meta({ description: "In the path or the query.", example: "limit" }),
  detail: z.string(),
});
export type Fault = z.infer<typeof Fault>;

/** RFC 9457. */
export const ProblemBody = z
  .strictObject({
    type: z.string().meta({ description: "The address of its page in the reference; it never changes." }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    requestId: z.string().meta({ description: "Quote it to support." }),
    errors: z.array(Fault).optional(),
  })
  .meta({ id: "Problem" });

/** Builds the address of a problem in the reference. */
export const buildProblemType = (code: ApiCode, docs: string): string => `${docs}#problem-${code}`;

type More = { detail?: string; errors?: Fault[]; headers?: Record<string, string> };

/** Answers with a problem (RFC 9457). @param docs absolute address of the reference */
export function respondProblem(
  docs: string,
  code: ApiCode,
  { detail, errors, headers }: More = {},
): Response {
  const status = getStatus(code);
  const body: z.infer<typeof ProblemBody> = {
    type: buildProblemType(code, docs),
    title: words[code].title,
    status,
    detail: detail ?? words[code].detail,
    requestId: getReference(),
    ...(errors?.length && { errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

const isApiCode = (code: string): code is ApiCode => Object.hasOwn(words, code);

/** Answers with the problems of a refusal. */
export function respondRefusal(docs: string, found: readonly [Problem, ...Problem[]]): Response {
  const [{ code, seconds }] = found;
  if (!isApiCode(code)) throw new Error(`The API has no words for the problem ${code}.`);
  const errors = found.flatMap(({ code: each, field, subject }): Fault[] =>
    field === undefined || !isApiCode(each)
      ? []
      : [
          {
            ...writePlace(field),
            detail: subject === undefined ? words[each].title : `${words[each].title}: ${subject}`,
          },
        ],
  );
  const [{ field, subject, count }] = found;
  const detail = [
    words[code].detail,
    ...(field === undefined && subject !== undefined ? [`The registered spelling is ${subject}.`] : []),
    ...(count === undefined ? [] : [`They are ${count}.`]),
  ].join(" ");
  const headers: Record<string, string> = seconds === undefined ? {} : { "retry-after": String(seconds) };
  return respondProblem(docs, code, { detail, errors, headers });
}

/** Describes the refusal of one line of an import. */
export function describeProblem({ code, field, subject }: Problem): Omit<Fault, "parameter"> {
  if (!isApiCode(code)) throw new Error(`The API has no words for the problem ${code}.`);
  const detail = subject === undefined ? words[code].title : `${words[code].title}: ${subject}`;
  return { ...(field !== undefined && { pointer: writePointer(field.split(".")) }), detail };
}

/** The fields of queries; all others are in the body. */
const parameters = ["after", "limit"];

const writePlace = (field: string) =>
  parameters.includes(field) ? { parameter: field } : { pointer: writePointer(field.split(".")) };

/** Writes a JSON pointer (RFC 6901). */
export const writePointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
