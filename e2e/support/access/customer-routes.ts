import { getHost, site } from "../addresses";
import { type Access, answerCustomers, answerEveryone, get, notFound, redirectTo, show } from "./answers";
import { type Stage, viewers } from "./stage";

const list = show(["own device"]);
const device = show(["customer device", "customer serial"]);
/** Returns a function that builds a path below the customer's device. */
export const buildDevicePath = (rest: string) => (stage: Stage) => `/devices/${stage.customer.device}${rest}`;
const encodeCursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString("base64url");

/** Public pages and customers' pages. */
export const customerPages: Access[] = [
  get("/", null, { ...answerCustomers(redirectTo("/devices")), nobody: show() }),
  get("/cookies", null, answerEveryone(show())),
  get("/sign-in", "/sign-in?callbackUrl=%2Fdevices%3Fsort%3Dnewest", {
    ...answerEveryone(redirectTo("/devices?sort=newest")),
    nobody: show(),
  }),
  // Shows the e-mail address to the browser that entered it, whichever viewer is signed in now.
  get("/sign-in/code", null, answerEveryone(show(["asked email"]))),
  get("/account", null, answerCustomers(show(["own name", "own email", "own session"]))),
  get("/account/country", null, answerCustomers(show())),
  // Only the device's owner reads its name in the way back.
  get(
    "/account/country",
    ({ customer }) => `/account/country?device=${customer.device}&problem=wrong`,
    answerCustomers(show(["customer device"]), show()),
  ),
  get("/account/delete", null, answerCustomers(show(["own name"]))),
  get("/account/deleted", null, { ...answerEveryone(redirectTo("/account")), nobody: show() }),
  get("/account/email", null, answerCustomers(show(["own email"]))),
  get(
    "/account/email/code",
    null,
    answerCustomers(show(["customer new email"]), redirectTo("/account/email")),
  ),

  get(
    "/open/[card]/start",
    ({ unit }) => `/open/supplies/start?model=${unit.model}&country=DE`,
    ({ unit }) => ({
      ...answerEveryone(redirectTo(`/open/supplies?model=${unit.model}&country=DE`)),
      nobody: show(),
    }),
  ),
  // Nobody learns whose a serial number is.
  get(
    "/open/[card]/start",
    ({ unit, customer }) => `/open/supplies/start?model=${unit.model}&serial=${customer.serial}`,
    ({ unit, customer }) => ({
      ...answerEveryone(redirectTo(`/open/supplies?model=${unit.model}&serial=${customer.serial}`)),
      nobody: show(["customer serial"]),
    }),
  ),
  get("/open/back", ({ visit }) => `/open/back?back=${visit}`, answerEveryone(show())),
  get(
    "/open/back",
    ({ back }) => `/open/back?back=${back}`,
    answerEveryone(redirectTo("/sign-in?callbackUrl=%2Freturn")),
  ),
  get("/devices", null, answerCustomers(list)),
  get("/devices", ({ back }) => `/devices?back=${back}`, answerCustomers(list)),
  get(
    "/devices",
    ({ customer }) => `/devices?removed=${customer.removed}`,
    answerCustomers(show(["own device", "own removed device"]), list),
  ),
  get("/devices", ({ customer }) => `/devices?q=${customer.serial}`, answerCustomers(list, show())),
  get(
    "/devices",
    ({ customer }) => `/devices?after=${encodeCursor("a", customer.device, 1)}`,
    answerCustomers(list),
  ),
  get(
    "/devices",
    ({ customer }) =>
      `/devices?sort=newest&after=${encodeCursor("2099-01-01T00:00:00Z", customer.device, 1)}`,
    answerCustomers(list),
  ),
  get("/devices/add", null, answerCustomers(show())),
  ...["", "?via=app", "?card=parts"].map((query) =>
    get("/devices/[deviceId]", buildDevicePath(query), answerCustomers(device, notFound)),
  ),
  get(
    "/devices/[deviceId]",
    ({ customer, back }) => `/devices/${customer.device.toUpperCase()}?back=${back}`,
    answerCustomers(device, notFound),
  ),
  // The other customer's device, but the first customer's trip.
  get(
    "/devices/[deviceId]",
    ({ other, back }) => `/devices/${other.device}?back=${back}`,
    answerCustomers(notFound, show(["other device", "other serial"])),
  ),
  get("/devices/[deviceId]", ({ customer }) => `/devices/${customer.removed}`, answerCustomers(notFound)),
  get(
    "/devices/[deviceId]/levels",
    buildDevicePath("/levels"),
    answerCustomers(show(["customer device"]), notFound),
  ),
  get(
    "/devices/[deviceId]/remove",
    buildDevicePath("/remove"),
    answerCustomers(show(["customer device"]), notFound),
  ),
];

const exported = [
  ...["name", "email", "number", "device", "serial", "removed device", "removed serial"],
  ...["identity", "former email", "session"],
].map((what) => `own ${what}`);
const launched = { changes: { customer: ["launches"] } };
const redirectToAmazon = () => redirectTo(new RegExp(`^http://${getHost("EU")}/drs/partner/page/`));

/** GET handlers: files, machine interfaces, launches and the return. */
export const customerHandlers: Access[] = [
  get("/theme.css", null, answerEveryone(show()), { answersAhead: true }),
  get("/pictures/[hash]", ({ picture }) => `/pictures/${picture}`, answerEveryone(show()), {
    answersAhead: true,
  }),
  get("/pictures/[hash]", `/pictures/${"a".repeat(43)}`, answerEveryone(notFound), { answersAhead: true }),
  get("/api/health/live", null, answerEveryone(show()), { answersAhead: true }),
  get("/api/health/ready", null, answerEveryone(show()), { answersAhead: true }),
  get("/api/health/version", null, answerEveryone(show()), { answersAhead: true }),
  get("/api/auth/[...nextauth]", "/api/auth/session", answerEveryone(notFound)),
  get(
    "/api/auth/[...nextauth]",
    "/api/auth/signin",
    answerEveryone(redirectTo("/sign-in?callbackUrl=%2Fdevices")),
  ),
  get("/api/auth/[...nextauth]", "/api/auth/callback/oidc", {
    ...answerCustomers(redirectTo("/devices")),
    nobody: redirectTo("/sign-in?error=again"),
  }),
  get(
    "/account/data",
    null,
    answerCustomers(
      show([...exported, "customer new email"], ["own reason"]),
      show(exported, ["own reason"]),
      notFound,
    ),
  ),
  // Checked before the launch routes, while only the customer has an open launch.
  get(
    "/return",
    null,
    answerCustomers(
      redirectTo(/^\/devices[/?]/),
      redirectTo("/devices?back=none"),
      redirectTo(/^\/support\?back=none$/),
    ),
    launched,
  ),
  get(
    "/devices/[deviceId]/go/[card]",
    buildDevicePath("/go/supplies"),
    () => answerCustomers(redirectToAmazon(), notFound, notFound),
    launched,
  ),
  get(
    "/devices/[deviceId]/go/[card]",
    buildDevicePath("/go/supplies?via=app"),
    () => answerCustomers(redirectTo(new RegExp(`^${site.app()}/`)), notFound, notFound),
    launched,
  ),
  get(
    "/devices/go/[card]",
    "/devices/go/all-devices",
    () => answerCustomers(redirectToAmazon(), redirectToAmazon(), notFound),
    { changes: { customer: ["launches"], other: ["launches"] } },
  ),
  get(
    "/open/[card]",
    ({ unit, customer }) => `/open/supplies?model=${unit.model}&serial=${customer.serial}`,
    ({ unit, customer }) => ({
      ...answerCustomers(
        redirectTo(`/devices/${customer.device}?card=supplies`),
        redirectTo(`/devices/add?model=${unit.model}&serial=${customer.serial}`),
      ),
      nobody: redirectTo(`/open/supplies/start?model=${unit.model}&serial=${customer.serial}`),
    }),
  ),
  get("/open/[card]", "/open/all-devices", answerCustomers(redirectTo("/devices"))),
  get(
    "/open/[card]/go",
    ({ unit }) => `/open/supplies/go?model=${unit.model}&country=DE`,
    () => answerEveryone(redirectToAmazon()),
    { changes: Object.fromEntries(viewers.map((viewer) => [viewer, ["rate_limits", "visits"]])) },
  ),
];
