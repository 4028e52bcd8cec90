import { env } from "./env";

type Parameter<Pattern extends string> = Pattern extends `${string}[${infer Name}]${infer Rest}`
  ? Name | Parameter<Rest>
  : never;

/** Parameters of a query; those without a value are left out. */
export type Query = Readonly<Record<string, string | null | undefined>>;

type Arguments<Pattern extends string> = [Parameter<Pattern>] extends [never]
  ? [query?: Query, fragment?: string]
  : [parameters: Record<Parameter<Pattern>, string>, query?: Query, fragment?: string];

/** An address of ours: called, it builds the path; `matches` tells whether a pathname is one of these. */
export type Route<Pattern extends string = string> = {
  (...given: Arguments<Pattern>): string;
  pattern: Pattern;
  kind: "page" | "handler";
  matches(pathname: string): boolean;
};

/** Where the portal is below its origin, from NEXTAUTH_URL; empty at the root. */
const basePath = () => new URL(env().NEXTAUTH_URL).pathname.replace(/\/$/, "");

/** Adds a query and a fragment to a path. */
export function withQuery(path: string, query: Query = {}, fragment?: string): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const search = new URLSearchParams(given).toString();
  return path + (search && `?${search}`) + (fragment ? `#${fragment}` : "");
}

function createRoute<Pattern extends `/${string}`>(kind: Route["kind"], pattern: Pattern): Route<Pattern> {
  const hasParameters = pattern.includes("[");
  const expression = new RegExp(`^${pattern.replace(/\[\.{3}\w+\]/g, ".+").replace(/\[\w+\]/g, "[^/]+")}$`);
  const build = (...given: unknown[]) => {
    const [parameters, query, fragment] = (hasParameters ? given : [{}, ...given]) as [
      Record<string, string>,
      Query?,
      string?,
    ];
    const path = pattern.replace(/\[(\w+)\]/g, (_, name) => encodeURIComponent(parameters[name] as string));
    return withQuery(basePath() + path, query, fragment);
  };
  const matches = (pathname: string) => expression.test(pathname.slice(basePath().length));
  return Object.assign(build, { pattern, kind, matches }) as Route<Pattern>;
}

const page = <Pattern extends `/${string}`>(pattern: Pattern) => createRoute("page", pattern);
const handler = <Pattern extends `/${string}`>(pattern: Pattern) => createRoute("handler", pattern);

/** Every address of the portal. Handlers set their own headers: the matcher in proxy.ts leaves them out. */
export const routes = {
  welcome: page("/"),
  cookies: page("/cookies"),
  language: handler("/language"),
  theme: handler("/theme.css"),

  signIn: page("/sign-in"),
  startSignIn: handler("/sign-in/start"),
  signInCode: page("/sign-in/code"),
  sendSignInCode: handler("/sign-in/code/send"),
  verifySignInCode: handler("/sign-in/code/verify"),
  signOut: handler("/sign-out"),

  devices: page("/devices"),
  addDevice: page("/devices/add"),
  claimDevice: handler("/devices/add/claim"),
  setCountry: handler("/devices/country"),
  device: page("/devices/[deviceId]"),
  nameDevice: handler("/devices/[deviceId]/name"),
  askRemoval: page("/devices/[deviceId]/remove"),
  removeDevice: handler("/devices/[deviceId]/removal"),
  restoreDevice: handler("/devices/[deviceId]/restore"),
  launch: handler("/devices/[deviceId]/go/[card]"),
  launchAccount: handler("/devices/go/[card]"),
  return: handler("/return"),
  open: handler("/open/[card]"),

  account: page("/account"),
  accountData: handler("/account/data"),
  setName: handler("/account/name"),
  setLanguage: handler("/account/language"),
  endSession: handler("/account/sessions"),
  email: page("/account/email"),
  sendEmailCode: handler("/account/email/send"),
  emailCode: page("/account/email/code"),
  verifyEmailCode: handler("/account/email/code/verify"),
  deleteAccount: page("/account/delete"),
  confirmDeletion: handler("/account/delete/confirm"),
  accountDeleted: page("/account/deleted"),

  support: page("/support"),
  customer: page("/support/customers/[customerId]"),
  customerCard: page("/support/customers/[customerId]/cards/[card]"),
  mailCard: handler("/support/customers/[customerId]/cards/[card]/mail"),
  openCard: handler("/support/customers/[customerId]/cards/[card]/open"),
  admin: page("/admin"),
  audit: page("/admin/audit"),
  exportAudit: handler("/admin/audit/export"),
  staff: page("/admin/staff"),
  endStaffSessions: handler("/admin/staff/sessions"),

  nextAuth: handler("/api/auth/[...nextauth]"),
  backChannelLogout: handler("/api/auth/back-channel-logout"),
  live: handler("/api/health/live"),
  ready: handler("/api/health/ready"),
};

/** Files in public/, by their names there. */
export const files = {
  drawing: (name: string) => `${basePath()}/devices.svg#${name}`,
  smallPageStyles: () => `${basePath()}/small-page.css`,
};

/** A path of ours as an absolute address. */
export const toAbsolute = (path: string): string => new URL(env().NEXTAUTH_URL).origin + path;

/** The path that opens a card; a device of null means the card of the whole account. */
export function buildLaunchPath(deviceId: string | null, card: string, channel: "website" | "app"): string {
  const query = { via: channel === "app" ? "app" : null };
  return deviceId ? routes.launch({ deviceId, card }, query) : routes.launchAccount({ card }, query);
}

/** Whether a pathname opens a card. */
export const isLaunchPath = (pathname: string): boolean =>
  routes.launch.matches(pathname) || routes.launchAccount.matches(pathname);

/** Where somebody signs in and then goes on to `path`. */
export const buildSignInPath = (path: string): string => routes.signIn({ callbackUrl: path });

/** Where a customer proves once more who they are and then goes on to `path`. */
export const buildFreshSignInPath = (path: string): string =>
  routes.signIn({ fresh: "1", callbackUrl: path });

/** Whether a pathname belongs to the sign-in itself or to machines: nobody goes on to it after signing in. */
export const isPartOfSignIn = (pathname: string): boolean =>
  /^\/(api|sign-in|sign-out)(\/|$)/.test(pathname.slice(basePath().length));

/**
 * Judges where a person may be sent: an address of this portal, or a page that is always right.
 * @param target what the request asked for: a path or an absolute URL; after a `form` the Referer header, which is
 * absolute
 * @param after `sign-in` leads to what needs one, else to the devices; `form` back to the page of the form, else to
 * the welcome page
 * @returns an absolute URL of `origin`
 */
export function safeCallback(
  target: string | null | undefined,
  origin: string,
  after: "sign-in" | "form" = "sign-in",
): string {
  const fallback = origin + (after === "sign-in" ? routes.devices() : routes.welcome());
  const base = after === "sign-in" ? origin : undefined;
  if (!target || !URL.canParse(target, base)) return fallback;
  const url = new URL(target, base);
  // The parser has removed tabs and newlines and turned "\" into "/", as a browser would.
  if (url.origin !== origin || url.username || url.password) return fallback;
  // "//host" as a path would leave the origin once somebody uses it as a relative address.
  if (url.pathname.startsWith("//")) return fallback;
  if (after === "sign-in" && (routes.welcome.matches(url.pathname) || isPartOfSignIn(url.pathname)))
    return fallback;
  return url.href;
}
