import { findExitUriFaults } from "./exit-uri";
import type { Given } from "./link-query";
import type { ParameterName } from "./page-types";

const longestIdentifier = 128;
const returnUrl = "/dart_device_list";

// What encodeURIComponent leaves as it is, and percent triplets.
const encoded = /^(?:[A-Za-z0-9\-_.!~*'()]|%[0-9A-Fa-f]{2})*$/;

function decodesAgain(value: string): boolean {
  try {
    return decodeURIComponent(value) !== value;
  } catch {
    return false;
  }
}

function findEncodingFaults(raw: string): string[] {
  if (encoded.test(raw)) return [];
  if (raw.includes("+")) return ["A + stands unencoded. Write %20 for a space, %2B for a plus sign."];
  return ["It is not percent-encoded. Pass the value through encodeURIComponent once."];
}

function findIdentifierFaults(value: string, knownValues: readonly string[]): string[] {
  const faults: string[] = [];
  const length = Array.from(value).length;
  if (length > longestIdentifier)
    faults.push(`It has ${length} characters. At most ${longestIdentifier} are allowed.`);
  if (/[\s\p{Cc}]/u.test(value))
    faults.push("It has white space or control characters. An identifier has none.");
  // A vendor's identifier may hold %41 in truth; the catalogue settles it.
  if (decodesAgain(value) && !knownValues.includes(value))
    faults.push("It is percent-encoded twice. Encode it once.");
  return faults;
}

/** What is wrong with one parameter's value, in words. `knownValues`: identifiers in the catalogue. */
export function findValueFaults(
  parameter: ParameterName,
  { raw, value }: Given,
  knownValues: readonly string[],
): string[] {
  if (value === null)
    return ["Its percent-encoding is broken. Write UTF-8 as %XX, with two hex digits each."];
  if (value === "") return ["It is empty. Give it a value or leave it out."];
  switch (parameter) {
    case "vendorCode":
    case "modelId":
      return [...findEncodingFaults(raw), ...findIdentifierFaults(value, knownValues)];
    case "exitUri":
      if (/^[a-z][a-z0-9+.-]*%3a/i.test(value)) return ["It is percent-encoded twice. Encode it once."];
      return [...findEncodingFaults(raw), ...findExitUriFaults(value)];
    case "returnUrl":
      return raw === returnUrl
        ? []
        : [`It is ${raw}. Its only value is ${returnUrl}, as it stands here, not encoded.`];
    case "settings":
      return raw === "true" ? [] : [`It is ${raw}. Its only value is true.`];
  }
}
