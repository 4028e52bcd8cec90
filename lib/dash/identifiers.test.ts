import { describe, expect, it } from "vitest";
import { checkModelId, checkVendorCode } from "./identifiers.ts";

describe.each([
  ["vendorCode", checkVendorCode],
  ["modelId", checkModelId],
] as const)("%s", (parameter, check) => {
  it.each(["A", "your.vendor.id", "RX-100", "模型-7", "a/b?c&d=e+f#g", "100%", "50%a", "😀".repeat(128)])(
    "lets %j pass unchanged",
    (text) => expect(check(text)).toEqual({ ok: true, value: text }),
  );

  it.each([
    ["", ["empty"]],
    ["x".repeat(129), ["too-long"]],
    ["x\n".repeat(65), ["too-long", "white-space"]],
    ["a b", ["white-space"]],
    [" a", ["white-space"]],
    ["a\t", ["white-space"]],
    ["a\n", ["white-space"]],
    ["a\u00a0b", ["white-space"]],
    ["a\u3000b", ["white-space"]],
    ["a\u0000b", ["control-character"]],
    ["a\u007fb", ["control-character"]],
    ["a\u0085b", ["control-character"]],
    ["\ud800", ["lone-surrogate"]],
    ["a\udc00b", ["lone-surrogate"]],
    ["a%2Fb", ["double-encoded"]],
    [`\u0001 ${"x".repeat(128)}\ud800`, ["too-long", "white-space", "control-character", "lone-surrogate"]],
  ])("refuses %j: %j", (text, codes) => {
    const result = check(text);
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ code }) => code)).toEqual(codes);
    for (const problem of problems) {
      expect(problem.parameter).toBe(parameter);
      expect(problem.message).toMatch(new RegExp(`^${parameter} .+: .+\\.$`));
    }
  });
});
