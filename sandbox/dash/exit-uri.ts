/** Schemes that lead nowhere a customer may be sent. An app's own scheme is any other. */
const refused = new Set([
  ...["javascript", "vbscript", "data", "file", "filesystem", "blob", "about", "view-source"],
  ...["ws", "wss", "ftp", "mailto", "tel", "sms"],
]);

// RFC 3986: what may stand in a URI, percent signs only in front of two hex digits.
const uriCharacters = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i;

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** What is wrong with a decoded exitUri, in words; docs/contract.md, "Parameters". */
export function findExitUriFaults(uri: string): string[] {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined)
    return [
      "It has no scheme. Write an absolute URI, such as https://example.com/return or an app's own scheme.",
    ];
  if (refused.has(scheme))
    return [`The scheme ${scheme}: is not allowed. Use https: or the partner app's own scheme.`];

  const faults: string[] = [];
  const isWeb = scheme === "http" || scheme === "https";
  if (!uriCharacters.test(uri))
    faults.push("It has characters that no URI may have. Percent-encode them inside the URI first.");
  if (isWeb && !/^https?:\/\/[^/?#\\]/i.test(uri)) faults.push(`A host must follow ${scheme}://.`);
  else if (!URL.canParse(uri)) faults.push("It is not a valid URI.");
  else if (scheme === "http" && !isLoopback(new URL(uri).hostname))
    faults.push("http: is for a loopback host only. Use https:.");
  if (scheme.length + 1 === uri.length) faults.push("Nothing follows the scheme.");
  if (/^[^:]+:\/\/[^/?#\\]*@/.test(uri))
    faults.push("It carries credentials before the host. Leave them out.");
  if (uri.includes("#")) faults.push("It carries a fragment. Leave out the # and what follows.");
  if (/^[^#]*\?/.test(uri)) faults.push("It carries a query. One stable address without a query is right.");
  return faults;
}
