import { findExitUriFaults } from "./exit-uri";
import type { Given } from "./link-query";
import type { ParameterName } from "./page-types";
import type { Problem } from "./problem";

const longestIdentifier = 128;
const onlyValue = { returnUrl: "/dart_device_list", settings: "true" };

// RFC 3986, "query" and "fragment": the characters allowed unencoded, plus brackets and percent triplets.
const encoded = /^(?:[\w\-.~!$&'()*+,;=:@/?[\]]|%[0-9a-f]{2})*$/i;

function findIdentifierFaults(parameter: string, value: string, isKnown: boolean): Problem[] {
  const faults: Problem[] = [];
  const find = (code: string, message: string) => faults.push({ code, parameter, message });
  if (value === "") find("empty", "It is empty. Write it as it appears in the Dash console.");
  const length = Array.from(value).length;
  if (length > longestIdentifier)
    find("too-long", `It has ${length} characters. At most ${longestIdentifier} are allowed.`);
  if (/\s/.test(value)) find("white-space", "It has white space. An identifier has none.");
  if (/\p{Cc}/u.test(value.replace(/\s/g, "")))
    find("control-character", "It has control characters. An identifier has none.");
  // An identifier may really contain %41; the catalogue decides.
  if (/%[0-9a-f]{2}/i.test(value) && !isKnown)
    find("double-encoded", "It is percent-encoded twice. Encode it once.");
  return faults;
}

function findFixedFaults(parameter: "returnUrl" | "settings", value: string): Problem[] {
  const right = onlyValue[parameter];
  if (value === right) return [];
  if (/%[0-9a-f]{2}/i.test(value) && decodesTo(value, right))
    return [
      { code: "double-encoded", parameter, message: "It is percent-encoded twice. Write it as it is." },
    ];
  return [{ code: "bad-value", parameter, message: `It is "${value}". Its only value is ${right}.` }];
}

function decodesTo(value: string, right: string): boolean {
  try {
    return decodeURIComponent(value) === right;
  } catch {
    return false;
  }
}

/** Finds the problems of one parameter's value. `knownValues`: identifiers in the catalogue. */
export function findValueFaults(
  parameter: ParameterName,
  { raw, value }: Given,
  knownValues: readonly string[],
): Problem[] {
  if (value === null) {
    const message = "Its percent-encoding is broken. Write UTF-8 as %XX, with two hex digits each.";
    return [{ code: "bad-encoding", parameter, message }];
  }
  const faults: Problem[] = [];
  if (!encoded.test(raw)) {
    const message = "It is not percent-encoded. Pass the value through encodeURIComponent once.";
    faults.push({ code: "bad-encoding", parameter, message });
  }
  if (parameter === "exitUri") return [...faults, ...findExitUriFaults(value)];
  if (parameter === "vendorCode" || parameter === "modelId")
    return [...faults, ...findIdentifierFaults(parameter, value, knownValues.includes(value))];
  return [...faults, ...findFixedFaults(parameter, value)];
}
