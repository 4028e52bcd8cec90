import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { LarderError } from "@/lib/errors";
import { logFailure, newReference } from "./log";

let printed: MockInstance<typeof console.error>;
beforeEach(() => {
  printed = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => printed.mockRestore());

const readLine = (error: unknown, details?: object) => {
  logFailure("GET /devices", "12AB34CD", error, details);
  expect(printed).toHaveBeenCalledOnce();
  const line = String(printed.mock.calls[0]?.[0]);
  expect(line).not.toContain("\n");
  return JSON.parse(line);
};

it("creates references that a person can read out", () => {
  const made = Array.from({ length: 200 }, newReference);
  expect(made.filter((reference) => !/^[0-9A-F]{8}$/.test(reference))).toEqual([]);
  expect(new Set(made).size).toBe(200);
});

it("writes one line with the reference and the chain of causes", () => {
  const error = new LarderError("link-refused", "no link", {
    cause: new TypeError("fetch failed", { cause: "refused\nby the host" }),
  });
  expect(readLine(error, { route: "/devices" })).toMatchObject({
    what: "GET /devices",
    reference: "12AB34CD",
    route: "/devices",
    causes: ["LarderError: no link", "TypeError: fetch failed", "refused\nby the host"],
    stack: expect.stringContaining("log.test"),
  });
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
  const error = new Error("Failed query: insert into customers values ($1)\nparams: emily@example.com,x\ny");
  expect(JSON.stringify(readLine(error))).not.toMatch(/emily@|params/);
});

it("logs why none of a host's addresses answered", () => {
  const refused = new AggregateError([new Error("connect ECONNREFUSED ::1:5432")]);
  expect(readLine(refused).causes.join()).toContain("ECONNREFUSED");
});
