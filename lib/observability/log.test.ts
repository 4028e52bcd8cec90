import { DatabaseError } from "pg";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { LarderError } from "@/lib/errors";
import { captureConsole } from "./capture-console";
import { isReference, newReference, runForRequest } from "./context";
import { logFailure } from "./log";

let printed: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => printed.mockRestore());

const readLines = () =>
  printed.mock.calls.map(([line]) => {
    expect(String(line).trimEnd()).not.toContain("\n");
    return JSON.parse(String(line));
  });

const readLine = (error: unknown, details?: object) => {
  logFailure("mail", error, details);
  const [line, ...more] = readLines();
  expect(more).toEqual([]);
  return line;
};

const request = { id: "7K3M-9QXT-2BFR", method: "GET", route: "/devices/[deviceId]", network: () => null };

it("creates references that a person can read out", () => {
  const made = Array.from({ length: 200 }, newReference);
  expect(made.filter((reference) => !/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(reference))).toEqual([]);
  expect(made.filter((reference) => !isReference(reference))).toEqual([]);
  expect(new Set(made).size).toBe(200);
});

it.each([
  ["0123456789abcdef0123456789abcdef", true],
  ["6b6a3f8e-5a43-4a4e-9d3f-6f0a2f1b7c11", true],
  ["7k3m-9qxt-2bfr", true],
  ["", false],
  ["short", false],
  ["Call 0800 555", false],
  ["<b>0123456789</b>", false],
  ["a".repeat(65), false],
  ["0123456789abcdef\n", false],
])("accepts %j as a reference: %j", (text, expected) => expect(isReference(text)).toBe(expected));

it("writes one line with the reference and the chain of causes", () => {
  const error = new LarderError("link-refused", "no link", {
    cause: new TypeError("fetch failed", { cause: "refused\nby the host" }),
  });
  expect(readLine(error, { job: "1" })).toEqual({
    level: "error",
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    build: "none",
    what: "mail",
    reference: expect.stringMatching(/^[2-9A-Z-]{14}$/),
    job: "1",
    causes: ["LarderError: no link", "TypeError: fetch failed", "refused\nby the host"],
    stack: expect.stringContaining("log.test"),
  });
});

it("uses the request’s id as the reference, and names its method and route", () => {
  runForRequest(request, () => logFailure("request", new Error("broken")));
  expect(readLines()).toMatchObject([
    { requestId: request.id, reference: request.id, method: "GET", route: "/devices/[deviceId]" },
  ]);
});

it("survives the end of whoever reads the log", () => {
  logFailure("mail", new Error("broken"));
  expect(() => process.stdout.emit("error", new Error("write EPIPE"))).not.toThrow();
});

it.each([
  "self-signed certificate",
  "self-signed certificate in certificate chain; if the root CA is installed locally, try running Node.js with --use-system-ca",
  "unable to verify the first certificate",
  "unable to get issuer certificate",
  "unable to get local issuer certificate",
])("says what to set for a private certificate authority: %s", (message) => {
  const error = new LarderError("mail-failed", `ESOCKET: ${message}`);
  expect(readLine(error).causes.join()).toContain(
    `${message}. If your own certificate authority signed it, set NODE`,
  );
});

it("stops at circular causes", () => {
  const error = new Error("round");
  error.cause = error;
  expect(readLine(error).causes).toHaveLength(5);
});

it.each([
  ["a text", ["a text"]],
  [null, ["null"]],
  [undefined, []],
])("accepts values that are not errors: %j", (thrown, causes) => {
  expect(readLine(thrown).causes).toEqual(causes);
});

it("keeps a failed query's values out of the log: they are personal data", () => {
  const cause = new DatabaseError('invalid input syntax for type uuid: "emily@example.com"', 1, "error");
  Object.assign(cause, { code: "22P02", detail: "Key (email)=(emily@example.com) already exists." });
  const values = "emily@example.com,x\n    at emily@example.com";
  const error = new Error(`Failed query: insert into customers values ($1)\nparams: ${values}`, { cause });
  const line = readLine(error);
  expect(JSON.stringify(line)).not.toMatch(/emily@|params/);
  expect(line.causes[1]).toBe("error: invalid input syntax for type uuid (22P02)");
});

it("keeps them out in other languages, too", () => {
  const error = new DatabaseError("ungültige Eingabesyntax für Typ uuid: »emily@example.com«", 1, "error");
  expect(readLine(Object.assign(error, { code: "22P02" })).causes).toEqual([
    "error: ungültige Eingabesyntax für Typ uuid (22P02)",
  ]);
});

it("logs why none of a host's addresses answered", () => {
  const refused = new AggregateError([new Error("connect ECONNREFUSED ::1:5432")]);
  expect(readLine(refused).causes.join()).toContain("ECONNREFUSED");
});

describe("the console", () => {
  const { debug, log, info, warn, error } = console;
  beforeEach(captureConsole);
  afterEach(() => void Object.assign(console, { debug, log, info, warn, error }));

  it("becomes lines, without the query of an address", () => {
    console.error("Failed to handle request for %s", "/support?q=emily");
    expect(readLines()).toMatchObject([{ level: "error", msg: "Failed to handle request for /support?…" }]);
  });

  it("logs an error once and stamps it with the reference, which the error page shows", () => {
    const thrown = new Error("Failed query: select\nparams: emily@example.com") as Error & {
      digest?: string;
    };
    // Next’s own, the same each time.
    thrown.digest = "1234567890";
    runForRequest(request, () => {
      console.error("⨯", thrown);
      console.error(thrown);
    });
    expect(thrown.digest).toBe(request.id);
    expect(readLines()).toMatchObject([
      { what: "request", reference: request.id, causes: ["Error: Failed query: select"] },
    ]);
  });

  it("does not log an error again because another one wraps it", () => {
    const cause = new Error("broken");
    logFailure("export", cause);
    console.error(new Error("failed to pipe response", { cause }));
    expect(readLines()).toHaveLength(1);
  });
});
