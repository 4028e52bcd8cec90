import { describeProblem, type Problem, type ProblemCode, type Result, settle } from "./result.ts";
import type { ModelId, VendorCode } from "./types.ts";

// Amazon documents no format; these refuse only what cannot be meant.
const faults: readonly (readonly [ProblemCode, RegExp, why: string])[] = [
  ["empty", /^$/, "is empty: write it as the Dash console shows it"],
  ["too-long", /.{129}/su, "is longer than 128 characters: write it as the Dash console shows it"],
  ["white-space", /\s/, "holds white space: remove it"],
  ["control-character", /[^\P{Cc}\s]/u, "holds a control character: remove it"],
  [
    "lone-surrogate",
    /\p{Cs}/u,
    "holds half a character (a lone surrogate), which has no encoding: remove it",
  ],
  ["double-encoded", /%[\da-f]{2}/i, "is percent-encoded once too often: leave out one encoding"],
];

function findFaults(parameter: string, text: string): Problem[] {
  return faults
    .filter(([, pattern]) => pattern.test(text))
    .map(([code, , why]) => describeProblem(code, parameter, why));
}

/** Check Amazon's identifier of the vendor organisation: 1 to 128 characters. Source: contract, decided. */
export function checkVendorCode(text: string): Result<VendorCode> {
  return settle(findFaults("vendorCode", text), text as VendorCode);
}

/** Check a device model's identifier in the Dash console: 1 to 128 characters. Source: contract, decided. */
export function checkModelId(text: string): Result<ModelId> {
  return settle(findFaults("modelId", text), text as ModelId);
}
