import type { Problem } from "./problem";

/** Schemes that are never a valid exit. Any other scheme may be an app's own. */
const refused = new Set(
  "javascript vbscript data file filesystem blob about view-source ws wss ftp mailto tel sms".split(" "),
);

// RFC 3986: the characters allowed in a URI, with percent signs only before two hex digits.
const uriCharacters = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i;

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** Finds the problems of a decoded exitUri. Source: docs/contract.md, "Parameters". */
export function findExitUriFaults(text: string): Problem[] {
  const faults: Problem[] = [];
  const find = (code: string, message: string) => faults.push({ code, parameter: "exitUri", message });
  // White space and control characters are reported once; browsers also skip some of them.
  const uri = text.replace(/[\s\p{Cc}]/gu, "");
  if (/^[a-z][a-z0-9+.-]*%(?:25)*3a/i.test(uri))
    find("double-encoded", "It is percent-encoded twice. Encode it once.");
  if (!uriCharacters.test(text))
    find(
      "exit-characters",
      "It has characters that no URI may have. Percent-encode them inside the URI first.",
    );
  if (uri.includes("#")) find("exit-fragment", "It carries a fragment. Leave out the # and what follows.");

  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    if (!faults.some(({ code }) => code === "double-encoded"))
      find(
        "exit-not-absolute",
        "It has no scheme. Write an absolute URI, such as https://example.com/return or an app's own scheme.",
      );
    return faults;
  }
  if (refused.has(scheme))
    find("exit-scheme", `The scheme ${scheme}: is not allowed. Use https: or the partner app's own scheme.`);

  const isWeb = scheme === "http" || scheme === "https";
  if (/^[^:]+:\/\/[^/?#]*@/.test(uri))
    find("exit-credentials", "It carries credentials before the host. Leave them out.");
  if (isWeb && !/^https?:\/\/[^/?#\\]/i.test(uri)) find("exit-host", `A host must follow ${scheme}://.`);
  else if (!URL.canParse(uri)) find("exit-host", "It is not a valid URI. Write a valid host.");
  else if (scheme === "http" && !isLoopback(new URL(uri).hostname))
    find("exit-http", "http: is for a loopback host only. Use https:.");
  return faults;
}
