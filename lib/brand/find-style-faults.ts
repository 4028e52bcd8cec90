import { isTokenFunction, isTokenString, isTokenURL, TokenType, tokenize } from "@csstools/css-tokenizer";

/** Why a style sheet is refused; `line` counts from 1. */
export type StyleFault = { line: number; what: string };

/** Functions whose strings are addresses. */
const loading = new Set([
  "url",
  "src",
  "image",
  "image-set",
  "-webkit-image-set",
  "cross-fade",
  "-webkit-cross-fade",
]);

/** Portals of both kinds: to one on http, `https:a.png` is another site. */
const portals = ["https://portal.invalid", "http://portal.invalid"];

/** Resolves an address from a style sheet, as both portals would; null where it is none. */
const resolve = (address: string) =>
  portals.map((portal) => {
    const url = URL.canParse(address, portal) ? new URL(address, portal) : null;
    return url && { url, isHere: url.origin === portal };
  });

const staysHere = (address: string) => resolve(address).every((each) => each?.isHere);
const leads = (text: string) =>
  resolve(text).some((each) => each && !each.isHere && /^(https?|wss?|ftp):$/.test(each.url.protocol));

/**
 * Finds what a partner's style sheet must not have: other style sheets, and addresses of other sites. The pages' policy
 * forbids browsers to load them; these faults say so before anybody wonders. It reads tokens, as browsers do, so it is
 * not fooled by escapes, comments or upper case.
 */
export function findStyleFaults(css: string): StyleFault[] {
  const faults: StyleFault[] = [];
  const add = (at: number, what: string) =>
    faults.push({ line: css.slice(0, at).split(/\r\n|[\r\n\f]/).length, what });
  const onParseError = ({ sourceStart, message }: { sourceStart: number; message: string }) =>
    add(sourceStart, `is not CSS: ${message}`);
  /** The brackets that are open, by the name of their function. */
  const open: string[] = [];
  for (const token of tokenize({ css }, { onParseError })) {
    const [type, , at] = token;
    if (isTokenFunction(token)) open.push(token[4].value.toLowerCase());
    else if (type === TokenType.OpenParen) open.push("");
    else if (type === TokenType.CloseParen) open.pop();
    else if (type === TokenType.AtKeyword && /^(import|namespace)$/i.test(token[4].value))
      add(at, `has @${token[4].value.toLowerCase()}; put all rules into one file`);
    else if (type === TokenType.BadURL || type === TokenType.BadString)
      add(at, "has a string or address that does not end");
    else if (isTokenURL(token) && !staysHere(token[4].value)) add(at, refuse(token[4].value));
    else if (isTokenString(token)) {
      const { value } = token[4];
      // A variable may carry any text into a function that loads.
      if (leads(value) || (open.some((name) => loading.has(name)) && !staysHere(value)))
        add(at, refuse(value));
    }
  }
  return faults;
}

const refuse = (address: string) =>
  `refers to "${address.slice(0, 100)}"; use a path on the portal, such as "/brand/pattern.svg"`;
