// The kinds of request to one URL: from a browser, from Next's router, as a prefetch, and forged.
import type { Access } from "./answers";
import type { BuiltRoute } from "./built-routes";

/**
 * How to check a response. `document`: the expected status and target; `flight`: the same in React's flight
 * format; `part`: part of a page, with no more than it may contain; a number: exactly this status; `any`: any
 * status below 500.
 */
export type Telling = "document" | "flight" | "part" | "any" | number;

export type Asked = {
  what: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  telling: Telling;
  /** Without a click, or from another site: changes nothing for any viewer. */
  idle?: boolean;
};

type Segment = string | [name: string, value: string, kind: "d", siblings: null];
type Tree = [segment: Segment, children: { children?: Tree }, url?: null, mark?: string];

/** Builds the router's state tree as if it already showed this page. `mark` at its leaf requests more. */
function buildTree(route: string, pathname: string, mark?: string): Tree {
  const values = pathname.split("/").slice(1);
  const leaf: Tree = mark ? ["__PAGE__", {}, null, mark] : ["__PAGE__", {}];
  const branches = route
    .split("/")
    .filter(Boolean)
    .map((segment, index): Tree[0] => {
      const [, parameter] = segment.match(/^\[(\w+)\]$/) ?? [];
      return parameter ? [parameter, values[index] ?? "", "d", null] : segment;
    });
  return ["", ...branches].reduceRight<Tree>((children, segment) => [segment, { children }], leaf);
}

const buildFlightHeaders = (tree?: Tree, more: Record<string, string> = {}) => ({
  RSC: "1",
  ...(tree && { "Next-Router-State-Tree": encodeURIComponent(JSON.stringify(tree)) }),
  ...more,
});

const aheadOfPress = { Purpose: "prefetch", "Sec-Purpose": "prefetch;prerender", "X-Moz": "prefetch" };
const aheadHeaders: Record<string, string>[] = [
  ...Object.entries(aheadOfPress).map(([name, value]) => ({ [name]: value })),
  { "Next-Router-Prefetch": "1" },
];
const evil = { origin: "https://evil.example" };
const urlencoded = "application/x-www-form-urlencoded";
const boundary = "a-boundary-of-no-meaning";
const multipart = `multipart/form-data; boundary=${boundary}`;

const encodeParts = (form: Record<string, string>) =>
  `${Object.entries(form)
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("")}--${boundary}--\r\n`;

/** Lists the requests of Next's router: a whole page, parts of it, and prefetches. */
function listRouterRequests(route: string, path: string): Omit<Asked, "method">[] {
  const [pathname = "/"] = path.split("?");
  const same = buildTree(route, pathname);
  const head: Tree = ["", same[1], null, "metadata-only"];
  const page = `${route === "/" ? "" : route.replace(/\[(\w+)\]/g, "$d$$$1")}/__PAGE__`;
  const outline = { path, telling: "part", idle: true } as const;
  return [
    { what: "the router", path, headers: buildFlightHeaders(), telling: "flight" },
    { what: "the router, the head alone", path, headers: buildFlightHeaders(head), telling: "part" },
    { what: "the router, the same page", path, headers: buildFlightHeaders(same), telling: "part" },
    {
      what: "the router, the page without its layouts",
      path,
      headers: buildFlightHeaders(buildTree(route, pathname, "refetch")),
      telling: "flight",
    },
    ...["1", "2", "3"].map((kind) => ({
      what: `the router, ahead (${kind})`,
      headers: buildFlightHeaders(undefined, { "Next-Router-Prefetch": kind }),
      ...outline,
    })),
    ...["/_tree", page].map((segment) => ({
      what: `the router, ahead, ${segment}`,
      headers: buildFlightHeaders(undefined, {
        "Next-Router-Prefetch": "1",
        "Next-Router-Segment-Prefetch": segment,
      }),
      ...outline,
    })),
  ];
}

/** Lists all kinds of read requests. */
export function listReadings(
  { route, answersAhead }: Access,
  kind: BuiltRoute["kind"],
  path: string,
): Asked[] {
  const isPage = kind === "page";
  const turnedAway: Telling = isPage || answersAhead ? "document" : 503;
  const plain = { method: "GET", path };
  return [
    { ...plain, what: "a browser", headers: { "accept-encoding": "gzip" }, telling: "document" },
    ...listRouterRequests(route, path).map((asked): Asked => {
      const telling = isPage ? asked.telling : asked.idle ? turnedAway : "document";
      return { ...asked, method: "GET", telling };
    }),
    ...(isPage ? [{ ...aheadOfPress, "Next-Router-Prefetch": "1" }] : aheadHeaders).map((headers) => ({
      ...plain,
      what: `a browser, ahead, ${Object.keys(headers)}`,
      headers,
      telling: turnedAway,
      idle: true,
    })),
    { what: "HEAD", method: "HEAD", path, headers: {}, telling: isPage ? "document" : 200, idle: true },
  ];
}

/** Lists the few kinds that differ most, for a route's other URLs. */
export const listFewReadings = (...given: Parameters<typeof listReadings>) =>
  listReadings(...given).slice(0, 3);

/** Lists the form in both encodings a browser can send. */
export const listOwnForms = (path: string, form: Record<string, string>, origin: string): [Asked, Asked] => {
  const sent = (type: string, body: string): Asked => ({
    what: `a form, ${type}`,
    method: "POST",
    path,
    headers: { origin, "content-type": type },
    body,
    telling: "document",
  });
  return [sent(urlencoded, new URLSearchParams(form).toString()), sent(multipart, encodeParts(form))];
};

const addAction = (asked: Asked): Asked => ({
  ...asked,
  what: `${asked.what}, as a server action`,
  headers: { ...asked.headers, "next-action": `40${"0".repeat(40)}` },
});
const sendFromElsewhere = (asked: Asked, sent: Record<string, string>): Asked => {
  const { origin: _, ...headers } = asked.headers;
  return {
    ...asked,
    what: `${asked.what} of another site, ${Object.values(sent)}`,
    headers: { ...headers, ...sent },
  };
};

const listOtherMethods = ({ body: _, ...bare }: Asked): Asked[] =>
  ["PUT", "PATCH", "DELETE"].map((method) => ({ ...bare, what: method, method, telling: 405 }));

/** Lists forms for routes without a form, which reject them all, server actions too. */
export function listUselessForms([plain, parts]: [Asked, Asked]): Asked[] {
  const actions = [addAction(plain), sendFromElsewhere(addAction(plain), evil)];
  const ways = [plain, ...actions, parts, addAction(parts), ...listOtherMethods(plain)];
  return ways.map((asked) => ({ ...asked, telling: 405 }));
}

/**
 * Lists requests that a form handler rejects from any viewer: from other sites, prefetches, and non-forms.
 */
export function listWrongForms({ takesAnyOrigin }: Access, [plain, parts]: [Asked, Asked]): Asked[] {
  const elsewhere = [
    ...[evil, { origin: "null" }, { "sec-fetch-site": "cross-site" }].map((sent) =>
      sendFromElsewhere(plain, sent as Record<string, string>),
    ),
    sendFromElsewhere(parts, evil),
    sendFromElsewhere(addAction(plain), evil),
    sendFromElsewhere(addAction(parts), { "sec-fetch-site": "same-site" }),
  ];
  const ahead = { ...plain, what: "a form, ahead", headers: { ...plain.headers, ...aheadOfPress } };
  const { body: _, ...bare } = plain;
  return [
    ...elsewhere.map((asked) => ({ ...asked, telling: takesAnyOrigin ? asked.telling : 403 })),
    { ...ahead, telling: 503 },
    ...["GET", "HEAD"].map((method) => ({ ...bare, what: method, method, headers: {}, telling: 405 })),
    ...listOtherMethods(plain),
  ];
}
