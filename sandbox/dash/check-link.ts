import { type Catalogue, listModelsOf, listVendorCodes } from "./catalogue";
import { type PathStyle, readPath, splitLink } from "./link-path";
import { findTokens, type Given, readQuery } from "./link-query";
import { findValueFaults } from "./link-values";
import { findPageType, type PageType, type ParameterName, parameterNames, ruleOf } from "./page-types";
import type { Problem } from "./problem";
import type { Channel } from "./sites";

/** A parsed link. Values are decoded, and null when missing or not decodable. */
export interface CheckedLink {
  /** The page type as the link spells it, or null. */
  page: string | null;
  /** Null for the device list, which has the same path in both styles, and for an unknown path. */
  style: PathStyle | null;
  vendorCode: string | null;
  modelId: string | null;
  exitUri: string | null;
  problems: Problem[];
}

function checkPresence(
  pageType: PageType,
  parameter: ParameterName,
  isGiven: boolean,
  channel: Channel,
): Problem[] {
  const rule = ruleOf(pageType, parameter, channel);
  if (rule === "required" && !isGiven) {
    const example = { returnUrl: "=/dart_device_list", settings: "=true" }[parameter as string] ?? "";
    return [
      {
        code: "missing-parameter",
        parameter,
        message: `It is missing. "${pageType.title}" needs ${parameter}${example}.`,
      },
    ];
  }
  if (rule === "never" && isGiven) {
    const message =
      parameter === "settings" && channel === "app" && pageType.settings === "required"
        ? "settings belongs on website links only. Leave it out of an Alexa app link."
        : `"${pageType.title}" never carries ${parameter}. Leave it out.`;
    return [{ code: "unexpected-parameter", parameter, message }];
  }
  return [];
}

function checkCatalogue(
  catalogue: Catalogue,
  pageType: PageType | undefined,
  vendorCode: string | null,
  modelId: string | null,
): Problem[] {
  const problems: Problem[] = [];
  const vendorCodes = listVendorCodes(catalogue);
  const isKnown = vendorCode !== null && vendorCodes.includes(vendorCode);
  if (vendorCode && !isKnown)
    problems.push({
      code: "unknown-vendor",
      parameter: "vendorCode",
      message: `No vendor has this code. The catalogue has ${vendorCodes.join(", ")}.`,
    });
  if (!modelId) return problems;
  // Under an unknown vendor code, only the model itself can be checked.
  const models = isKnown ? listModelsOf(catalogue, vendorCode) : catalogue.models;
  const model = models.find((candidate) => candidate.modelId === modelId);
  if (!model)
    problems.push({
      code: "unknown-model",
      parameter: "modelId",
      message: "The vendor has no such model. It must equal the one in the Dash console.",
    });
  else if (pageType?.usageSensorOnly && !model.sensors.includes("usage"))
    problems.push({
      code: "sensor-not-supported",
      parameter: "modelId",
      message: `${model.name} has no usage sensor. "${pageType.title}" is for models with one.`,
    });
  return problems;
}

/**
 * Checks one link against docs/contract.md. `target` is everything after the host: `/path?query` on a
 * website, `/spa/index.html#path?query` for the app, exactly as it arrived.
 */
export function checkLink(target: string, channel: Channel, catalogue?: Catalogue): CheckedLink {
  const split = splitLink(target, channel);
  const path = readPath(split.path, channel);
  const pageType = path.name === null ? undefined : findPageType(path.name);
  const { given, problems: queryProblems } = readQuery(split.query);
  const problems = [...findTokens(target), ...split.problems, ...path.problems, ...queryProblems];

  const knownValues = catalogue
    ? [...listVendorCodes(catalogue), ...catalogue.models.map((model) => model.modelId)]
    : [];
  for (const parameter of parameterNames) {
    const one: Given | undefined = given.get(parameter);
    const presence = pageType ? checkPresence(pageType, parameter, one !== undefined, channel) : [];
    problems.push(...presence);
    const faults = one ? findValueFaults(parameter, one, knownValues) : [];
    // For a parameter that is not allowed, only the encoding is worth reporting, not the value.
    problems.push(...faults.filter(({ code }) => presence.length === 0 || code === "bad-encoding"));
  }

  const readValue = (parameter: ParameterName) => given.get(parameter)?.value || null;
  const vendorCode = readValue("vendorCode");
  const modelId = readValue("modelId");
  if (catalogue) problems.push(...checkCatalogue(catalogue, pageType, vendorCode, modelId));
  return { page: path.name, style: path.style, vendorCode, modelId, exitUri: readValue("exitUri"), problems };
}
