import { env } from "./env";

type Parameter<Pattern extends string> = Pattern extends `${string}[${infer Name}]${infer Rest}`
  ? Name | Parameter<Rest>
  : never;

/** Query parameters; those without a value are omitted. */
export type Query = Readonly<Record<string, string | null | undefined>>;

type Arguments<Pattern extends string> = [Parameter<Pattern>] extends [never]
  ? [query?: Query, fragment?: string]
  : [parameters: Record<Parameter<Pattern>, string>, query?: Query, fragment?: string];

/**
 * One of the portal's addresses. Calling it builds the path; `matches` tests a pathname against its pattern.
 */
export type Route<Pattern extends string = string> = {
  (...given: Arguments<Pattern>): string;
  pattern: Pattern;
  kind: "page" | "handler";
  matches(pathname: string): boolean;
};

/** Returns the portal's path below its origin, from NEXTAUTH_URL; empty at the root. */
const getBasePath = () => new URL(env().NEXTAUTH_URL).pathname.replace(/\/$/, "");

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
    return withQuery(getBasePath() + path, query, fragment);
  };
  const matches = (pathname: string) => expression.test(pathname.slice(getBasePath().length));
  return Object.assign(build, { pattern, kind, matches }) as Route<Pattern>;
}

const page = <Pattern extends `/${string}`>(pattern: Pattern) => createRoute("page", pattern);
const handler = <Pattern extends `/${string}`>(pattern: Pattern) => createRoute("handler", pattern);

/** All addresses of the portal. Handlers set their own headers, so the matcher in proxy.ts skips them. */
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

/** Paths of files in public/. */
export const files = {
  drawing: (name: string) => `${getBasePath()}/devices.svg#${name}`,
  smallPageStyles: () => `${getBasePath()}/small-page.css`,
};

/** Turns one of the portal's paths into an absolute URL. */
export const toAbsolute = (path: string): string => new URL(env().NEXTAUTH_URL).origin + path;

/** Builds the path that opens a card; `deviceId` is null for the account-wide card. */
export function buildLaunchPath(deviceId: string | null, card: string, channel: "website" | "app"): string {
  const query = { via: channel === "app" ? "app" : null };
  return deviceId ? routes.launch({ deviceId, card }, query) : routes.launchAccount({ card }, query);
}

/** Whether a pathname opens a card. */
export const isLaunchPath = (pathname: string): boolean =>
  routes.launch.matches(pathname) || routes.launchAccount.matches(pathname);

/** Builds the path of the sign-in page that continues to `path`. */
export const buildSignInPath = (path: string): string => routes.signIn({ callbackUrl: path });

/** Builds the path of the sign-in page that makes a customer sign in again and continues to `path`. */
export const buildFreshSignInPath = (path: string): string =>
  routes.signIn({ fresh: "1", callbackUrl: path });

/** Whether a pathname is part of sign-in or meant for machines, so that sign-in must not continue to it. */
export const isPartOfSignIn = (pathname: string): boolean =>
  /^\/(api|sign-in|sign-out)(\/|$)/.test(pathname.slice(getBasePath().length));

/**
 * Returns a redirect target that is safe to follow: `target` if it is on this portal, otherwise a fallback
 * page.
 * @param target path or absolute URL from the request; after a `form`, the Referer header, which is absolute
 * @param after `sign-in` falls back to the devices, `form` to the welcome page
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
  // Like a browser, the parser has removed tabs and newlines and turned "\" into "/".
  if (url.origin !== origin || url.username || url.password) return fallback;
  // The path "//host" would leave the origin if it were used as a relative URL.
  if (url.pathname.startsWith("//")) return fallback;
  if (after === "sign-in" && (routes.welcome.matches(url.pathname) || isPartOfSignIn(url.pathname)))
    return fallback;
  return url.href;
}
