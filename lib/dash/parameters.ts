import { checkExitUri } from "./exit-uri.ts";
import { checkModelId, checkVendorCode } from "./identifiers.ts";
import { pages } from "./pages.ts";
import { describeProblem, type Problem } from "./result.ts";
import type { Channel, PageType, Parameter } from "./types.ts";
import { decode } from "./uri.ts";

/** The parameters, in the order they are written. Source: contract, documented; the order, decided. */
export const parameters: readonly Parameter[] = ["vendorCode", "modelId", "exitUri", "returnUrl", "settings"];

/** The parameters that have one valid value. Source: contract, documented. */
export const fixedValues = { returnUrl: "/dart_device_list", settings: "true" } as const;

/** What stands in a link, decoded; null where that is impossible. Source: contract, documented. */
export type Given = Partial<Record<Parameter, string | null>>;

/** What a page must carry; `settings` stands on websites only. Source: contract, documented and decided. */
export function requiredParameters(page: PageType, channel: Channel): readonly Parameter[] {
  const { needs, websiteOnly } = pages[page];
  return channel === "website" ? [...needs, ...websiteOnly] : needs;
}

/**
 * Every problem of a link's parameters; a writer and a reader share it. Without a page, only the values are
 * looked at. Source: contract, documented and decided.
 */
export function checkParameters(
  page: PageType | undefined,
  channel: Channel,
  given: Given,
  schemes: readonly string[] | undefined,
): Problem[] {
  return parameters.flatMap((parameter) => {
    const value = given[parameter];
    const required = page && requiredParameters(page, channel).includes(parameter);
    if (value === undefined) {
      if (!required) return [];
      const right = parameter === "returnUrl" || parameter === "settings" ? `=${fixedValues[parameter]}` : "";
      const why = `is missing: the page ${page} needs ${parameter}${right}`;
      return [describeProblem("missing-parameter", parameter, why)];
    }
    if (page && !required && parameter !== "exitUri") {
      const where = `the page ${page}${channel === "app" ? " in the app" : ""}`;
      return [
        describeProblem("unexpected-parameter", parameter, `does not belong on ${where}: leave it out`),
      ];
    }
    return value === null ? [] : checkValue(parameter, value, schemes);
  });
}

function checkValue(parameter: Parameter, value: string, schemes?: readonly string[]): Problem[] {
  if (parameter === "returnUrl" || parameter === "settings") return checkFixed(parameter, value);
  const result =
    parameter === "vendorCode"
      ? checkVendorCode(value)
      : parameter === "modelId"
        ? checkModelId(value)
        : checkExitUri(value, { schemes });
  return result.ok ? [] : result.problems;
}

function checkFixed(parameter: "returnUrl" | "settings", value: string): Problem[] {
  const right = fixedValues[parameter];
  if (value === right) return [];
  if (decode(value) === right)
    return [
      describeProblem(
        "double-encoded",
        parameter,
        "is percent-encoded once too often: leave out one encoding",
      ),
    ];
  return [describeProblem("bad-value", parameter, `has a wrong value: only ${right} is right`)];
}
