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

let read = { address: "", origin: "", path: "" };

/** Takes NEXTAUTH_URL apart, once. */
function readAddress(): typeof read {
  const address = env().NEXTAUTH_URL;
  if (read.address !== address) {
    const { origin } = new URL(address);
    read = { address, origin, path: address.slice(origin.length) };
  }
  return read;
}

/** Returns the portal's origin. */
export const getOrigin = (): string => readAddress().origin;

/** Returns the portal's path below its origin, such as `/devices-portal`; empty at the root. */
export const getBasePath = (): string => readAddress().path;

/** Whether a pathname is the portal's, and not that of another page of its host. */
export const isBelowBasePath = (pathname: string): boolean => `${pathname}/`.startsWith(`${getBasePath()}/`);

/** Adds a query and a fragment to a path. */
export function withQuery(path: string, query?: Query, fragment?: string): string {
  if (!query && !fragment) return path;
  const given = Object.entries(query ?? {}).filter(
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
    return withQuery(getBasePath() + (path === "/" && getBasePath() ? "" : path), query, fragment);
  };
  const matches = (pathname: string) =>
    isBelowBasePath(pathname) && expression.test(pathname.slice(getBasePath().length) || "/");
  return Object.assign(build, { pattern, kind, matches }) as Route<Pattern>;
}

const createPage = <Pattern extends `/${string}`>(pattern: Pattern) => createRoute("page", pattern);
const createHandler = <Pattern extends `/${string}`>(pattern: Pattern) => createRoute("handler", pattern);

/** All addresses of the portal. Handlers set their own headers, the server those of pages. */
export const routes = {
  welcome: createPage("/"),
  cookies: createPage("/cookies"),
  language: createHandler("/language"),
  theme: createHandler("/theme.css"),
  picture: createHandler("/pictures/[hash]"),

  signIn: createPage("/sign-in"),
  startSignIn: createHandler("/sign-in/start"),
  signInCode: createPage("/sign-in/code"),
  sendSignInCode: createHandler("/sign-in/code/send"),
  verifySignInCode: createHandler("/sign-in/code/verify"),
  signOut: createHandler("/sign-out"),

  devices: createPage("/devices"),
  addDevice: createPage("/devices/add"),
  claimDevice: createHandler("/devices/add/claim"),
  setCountry: createHandler("/devices/country"),
  device: createPage("/devices/[deviceId]"),
  levels: createPage("/devices/[deviceId]/levels"),
  nameDevice: createHandler("/devices/[deviceId]/name"),
  askRemoval: createPage("/devices/[deviceId]/remove"),
  removeDevice: createHandler("/devices/[deviceId]/removal"),
  restoreDevice: createHandler("/devices/[deviceId]/restore"),
  launch: createHandler("/devices/[deviceId]/go/[card]"),
  launchAccount: createHandler("/devices/go/[card]"),
  return: createHandler("/return"),
  open: createHandler("/open/[card]"),
  openStart: createPage("/open/[card]/start"),
  openVisit: createHandler("/open/[card]/go"),
  openBack: createPage("/open/back"),

  account: createPage("/account"),
  accountData: createHandler("/account/data"),
  setName: createHandler("/account/name"),
  setLanguage: createHandler("/account/language"),
  setLevels: createHandler("/account/levels"),
  endSession: createHandler("/account/sessions"),
  askCountry: createPage("/account/country"),
  email: createPage("/account/email"),
  sendEmailCode: createHandler("/account/email/send"),
  emailCode: createPage("/account/email/code"),
  verifyEmailCode: createHandler("/account/email/code/verify"),
  deleteAccount: createPage("/account/delete"),
  confirmDeletion: createHandler("/account/delete/confirm"),
  accountDeleted: createPage("/account/deleted"),

  support: createPage("/support"),
  searchCustomers: createHandler("/support/search"),
  findCustomer: createHandler("/support/find"),
  customer: createPage("/support/customers/[customerId]"),
  customerCard: createPage("/support/customers/[customerId]/cards/[card]"),
  mailCard: createHandler("/support/customers/[customerId]/cards/[card]/mail"),
  openCard: createHandler("/support/customers/[customerId]/cards/[card]/open"),
  admin: createPage("/admin"),
  askCustomerDeletion: createPage("/admin/customers/[customerId]/delete"),
  deleteCustomer: createHandler("/admin/customers/[customerId]/deletion"),
  customerData: createHandler("/admin/customers/[customerId]/data"),
  askTransfer: createPage("/admin/customers/[customerId]/devices/[deviceId]/transfer"),
  findOwner: createHandler("/admin/customers/[customerId]/devices/[deviceId]/owner"),
  transferDevice: createHandler("/admin/customers/[customerId]/devices/[deviceId]/transferral"),
  askCorrection: createPage("/admin/customers/[customerId]/devices/[deviceId]/model"),
  correctModel: createHandler("/admin/customers/[customerId]/devices/[deviceId]/correction"),
  revocation: createPage("/admin/revoke"),
  checkRevocation: createHandler("/admin/revoke/check"),
  revokeDevices: createHandler("/admin/revoke/confirm"),
  audit: createPage("/admin/audit"),
  filterAudit: createHandler("/admin/audit/filter"),
  exportAudit: createHandler("/admin/audit/export"),
  staff: createPage("/admin/staff"),
  endStaffSessions: createHandler("/admin/staff/sessions"),
  signInCheck: createPage("/admin/sign-in-check"),
  doctor: createPage("/admin/doctor"),
  oldValues: createPage("/admin/old-values"),
  settleFault: createHandler("/admin/old-values/settle"),
  keys: createPage("/admin/keys"),
  newKey: createPage("/admin/keys/new"),
  createKey: createHandler("/admin/keys/create"),
  askRevocation: createPage("/admin/keys/[keyId]/revoke"),
  revokeKey: createHandler("/admin/keys/[keyId]/revocation"),
  imports: createPage("/admin/import"),
  uploadImport: createHandler("/admin/import/upload"),
  matchReport: createPage("/admin/import/match"),
  reportMatches: createHandler("/admin/import/match/report"),
  import: createPage("/admin/import/[importId]"),
  checkImport: createHandler("/admin/import/[importId]/check"),
  applyImport: createHandler("/admin/import/[importId]/apply"),
  discardImport: createHandler("/admin/import/[importId]/discard"),
  rejectedRows: createHandler("/admin/import/[importId]/rejected"),
  reporting: createPage("/admin/devices"),
  exportSilent: createHandler("/admin/devices/silent"),
  models: createPage("/admin/models"),
  // Beside the models and not among them, because a model may have any id.
  newModel: createPage("/admin/new-model"),
  createModel: createHandler("/admin/new-model/create"),
  model: createPage("/admin/models/[modelId]"),
  draftModel: createHandler("/admin/models/[modelId]/draft"),
  saveModel: createHandler("/admin/models/[modelId]/save"),
  tryModel: createHandler("/admin/models/[modelId]/tried"),
  askModelDeletion: createPage("/admin/models/[modelId]/delete"),
  deleteModel: createHandler("/admin/models/[modelId]/deletion"),

  backChannelLogout: createHandler("/api/auth/back-channel-logout"),
  frontChannelLogout: createHandler("/api/auth/front-channel-logout"),
  // After those above, which its pattern fits as well.
  nextAuth: createHandler("/api/auth/[...nextauth]"),
  api: createHandler("/api/v1/[...route]"),
  live: createHandler("/api/health/live"),
  ready: createHandler("/api/health/ready"),
  version: createHandler("/api/health/version"),
};

const [plain, patterns] = [new Map<string, Route>(), [] as Route[]];
for (const route of Object.values<Route>(routes)) {
  if (route.pattern.includes("[")) patterns.push(route);
  else plain.set(route.pattern, route);
}

/** Finds the address that a pathname belongs to; undefined for files and unknown paths. */
export function findRoute(pathname: string): Route | undefined {
  const found = isBelowBasePath(pathname) && plain.get(pathname.slice(getBasePath().length) || "/");
  return found || patterns.find((route) => route.matches(pathname));
}

/** Paths of files in public/, and of the reference of the API. */
export const files = {
  /** @param image of the partner's: a path, or a web address, which stays as it is */
  image: (image: string) => (image.startsWith("/") ? getBasePath() + image : image),
  drawing: (name: string) => `${getBasePath()}/devices.svg#${name}`,
  smallPageStyles: () => `${getBasePath()}/small-page.css`,
  exampleCustomers: () => `${getBasePath()}/examples/customers.csv`,
  exampleDevices: () => `${getBasePath()}/examples/devices.csv`,
  reference: () => `${getBasePath()}/api/v1/docs`,
  referenceStyles: () => `${getBasePath()}/reference.css`,
  submitScript: () => `${getBasePath()}/submit.js`,
  copyScript: () => `${getBasePath()}/copy.js`,
};

/** Turns one of the portal's paths into an absolute URL. */
export const toAbsolute = (path: string): string => getOrigin() + path;

/**
 * Builds the path that opens a card.
 * @param deviceId null for the account-wide card
 * @param vendor vendor code of the account-wide card, if the customer's devices have several
 */
export function buildLaunchPath(
  deviceId: string | null,
  card: string,
  channel: "website" | "app",
  vendor: string | null = null,
): string {
  const query = { via: channel === "app" ? "app" : null, vendor };
  return deviceId ? routes.launch({ deviceId, card }, query) : routes.launchAccount({ card }, query);
}

/** Whether a pathname opens a card. */
export const isLaunchPath = (pathname: string): boolean =>
  [routes.launch, routes.launchAccount, routes.openVisit].some((route) => route.matches(pathname));

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
  if (url.pathname.startsWith("//") || !isBelowBasePath(url.pathname)) return fallback;
  if (after === "sign-in" && (routes.welcome.matches(url.pathname) || isPartOfSignIn(url.pathname)))
    return fallback;
  return url.href;
}
