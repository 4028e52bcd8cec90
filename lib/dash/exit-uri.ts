import { describeProblem, type Problem, type ProblemCode, type Result, settle } from "./result.ts";
import type { ExitUri } from "./types.ts";
import { notUri, parseUrl } from "./uri.ts";

// Refused even when somebody registers them: they run code or read what is local.
const neverSchemes = ["javascript", "vbscript", "data", "file", "blob", "filesystem", "about", "view-source"];

const loopback = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Check where Exit leads: an absolute URI, `https:` or one of the registered app schemes (`schemes`, without the
 * colon), `http:` on loopback hosts only; no credentials, no fragment. The text passes byte for byte.
 * Source: contract, decided.
 */
export function checkExitUri(text: string, options: { schemes?: readonly string[] } = {}): Result<ExitUri> {
  const problems: Problem[] = [];
  const refuse = (code: ProblemCode, why: string) => problems.push(describeProblem(code, "exitUri", why));

  if (notUri.test(text))
    refuse(
      "exit-characters",
      "holds characters that no URI may hold: percent-encode them, once, or remove them",
    );
  if (text.includes("#")) refuse("exit-fragment", "holds a fragment: leave out '#' and what follows");

  // A parser that skips white space would still see the scheme behind it.
  const seen = text.replace(/[\s\p{Cc}]/gu, "");
  const scheme = /^[a-z][a-z\d+.-]*(?=:)/i.exec(seen)?.[0].toLowerCase();
  if (scheme === undefined) {
    if (/^[a-z][a-z\d+.-]*%(?:25)*3a/i.test(seen))
      refuse("double-encoded", "is percent-encoded once too often: leave out one encoding");
    else
      refuse(
        "exit-not-absolute",
        "has no scheme: write an absolute address such as https://example.com/return",
      );
    return settle(problems, text as ExitUri);
  }

  const isWeb = scheme === "https" || scheme === "http";
  const registered = options.schemes?.some((one) => one.toLowerCase() === scheme);
  if (neverSchemes.includes(scheme)) refuse("exit-scheme", `may never begin with ${scheme}: use https`);
  else if (!isWeb && !registered)
    refuse("exit-scheme", `may not begin with ${scheme}: use https or an app scheme that is registered`);

  const rest = seen.slice(scheme.length + 1);
  if (/^\/\/[^/?#]*@/.test(rest))
    refuse("exit-credentials", "holds a user name or password: leave out '@' and what comes before it");
  // 255 characters are enough for any host; over a long one a parser takes ever longer.
  const url = !isWeb || /^\/\/[^/?#\\]{1,255}(?:[/?#\\]|$)/.test(rest) ? parseUrl(seen) : undefined;
  if (!url) refuse("exit-host", "has no valid host: write two slashes and a host after the scheme");
  else if (scheme === "http" && !loopback.test(url.hostname))
    refuse("exit-http", "uses http with a host that is not this machine: use https");

  return settle(problems, text as ExitUri);
}
