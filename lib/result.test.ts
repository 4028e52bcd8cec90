import { describe, expect, it } from "vitest";
import { z } from "zod";
import english from "@/messages/en-US.json";
import { nameInAddress, type ProblemCode, problems, readProblem } from "./errors";
import { parseInput, refuse, succeed } from "./result";

const codes = Object.keys(problems) as ProblemCode[];

describe("parsing input", () => {
  const Schema = z.object({
    name: z.string().refine((text) => text !== "", "name-empty"),
    country: z.string("country-malformed"),
  });

  it("returns the value", () => {
    const input = { name: "Hana", country: "JP" };
    expect(parseInput(Schema, input)).toEqual(succeed(input));
  });

  it("returns a problem for each issue, with its field", () =>
    expect(parseInput(Schema, { name: "" })).toEqual({
      ok: false,
      problems: [
        { code: "name-empty", field: "name" },
        { code: "country-malformed", field: "country" },
      ],
    }));

  it("reports an issue without a code as malformed", () => {
    expect(parseInput(z.string(), 1)).toEqual(refuse("malformed"));
    expect(parseInput(z.string("constructor"), 1)).toEqual(refuse("malformed"));
  });

  it("throws if the schema produces a code that its caller does not expect", () =>
    expect(() => parseInput(Schema, { name: "x" }, ["name-empty"])).toThrow("country-malformed"));
});

describe("the table of problems", () => {
  const worded = codes.flatMap((code) => {
    const { words } = problems[code];
    return words === null ? [] : [[code, words] as const];
  });

  it.each(worded)("has a text for %s", (_, words) => {
    const found = words
      .split(".")
      .reduce<unknown>((group, key) => (group as Record<string, unknown>)[key], english);
    expect(typeof found === "string" || found).toBeTruthy();
    if (typeof found === "object")
      expect(found).toMatchObject({ title: expect.any(String), text: expect.any(String) });
  });

  it.each(codes)("gives %s an error status", (code) =>
    expect(problems[code].status).toBeGreaterThanOrEqual(400),
  );

  it.each(codes)("reads %s back from an address", (code) => {
    expect(readProblem(nameInAddress(code), [code])).toBe(code);
    expect(readProblem("constructor", [code])).toBeUndefined();
    expect(readProblem(null, [code])).toBeUndefined();
  });
});
