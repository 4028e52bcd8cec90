import { hostOf, site } from "../addresses";
import {
  type Access,
  forCustomers,
  forEveryone,
  get,
  notFound,
  post,
  shown,
  signIn,
  status,
  to,
} from "./answers";
import type { Stage } from "./stage";

const list = shown(["own device"]);
const device = shown(["customer device", "customer serial"]);
const deviceOf = (rest: string) => (stage: Stage) => `/devices/${stage.customer.device}${rest}`;
const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString("base64url");

/** What everybody sees, and what a customer does. */
export const customerPages: Access[] = [
  get("/", null, { ...forCustomers(to("/devices")), nobody: shown() }),
  get("/cookies", null, forEveryone(shown())),
  get("/sign-in", "/sign-in?callbackUrl=%2Fdevices%3Fsort%3Dnewest", {
    ...forEveryone(to("/devices?sort=newest")),
    nobody: shown(),
  }),
  // Shows an address to the browser that typed it in, whoever sits there now.
  get("/sign-in/code", null, forEveryone(shown(["asked email"]))),

  get("/account", null, forCustomers(shown(["own name", "own email", "own session"]))),
  get("/account/delete", null, forCustomers(shown(["own name"]))),
  get("/account/deleted", null, { ...forEveryone(to("/account")), nobody: shown() }),
  get("/account/email", null, forCustomers(shown(["own email"]))),
  get("/account/email/code", null, forCustomers(shown(["customer new email"]), to("/account/email"))),

  get("/devices", null, forCustomers(list)),
  get("/devices", ({ back }) => `/devices?back=${back}`, forCustomers(list)),
  get(
    "/devices",
    ({ customer }) => `/devices?removed=${customer.removed}`,
    forCustomers(shown(["own device", "own removed device"]), list),
  ),
  get("/devices", ({ customer }) => `/devices?q=${customer.serial}`, forCustomers(list, shown())),
  get("/devices", ({ customer }) => `/devices?after=${cursor("a", customer.device, 1)}`, forCustomers(list)),
  get(
    "/devices",
    ({ customer }) => `/devices?sort=newest&after=${cursor("2099-01-01T00:00:00Z", customer.device, 1)}`,
    forCustomers(list),
  ),
  get("/devices/add", null, forCustomers(shown())),
  ...["", "?via=app", "?card=parts"].map((query) =>
    get("/devices/[deviceId]", deviceOf(query), forCustomers(device, notFound)),
  ),
  get(
    "/devices/[deviceId]",
    ({ customer, back }) => `/devices/${customer.device.toUpperCase()}?back=${back}`,
    forCustomers(device, notFound),
  ),
  // The device is the other's own, the trip is not.
  get(
    "/devices/[deviceId]",
    ({ other, back }) => `/devices/${other.device}?back=${back}`,
    forCustomers(notFound, shown(["other device", "other serial"])),
  ),
  get("/devices/[deviceId]", ({ customer }) => `/devices/${customer.removed}`, forCustomers(notFound)),
  get("/devices/[deviceId]/remove", deviceOf("/remove"), forCustomers(shown(["customer device"]), notFound)),
];

const exported = [
  ...["name", "email", "number", "device", "serial", "removed device", "removed serial"],
  ...["identity", "former email", "session"],
].map((what) => `own ${what}`);
const both = (...tables: string[]) => ({ changes: { customer: tables, other: tables } });
const launched = { changes: { customer: ["launches"] } };
const exit = () => to(new RegExp(`^http://${hostOf("EU")}/drs/partner/page/`));

/** Handlers that are read: files, machines, the ways to Amazon and back. */
export const customerHandlers: Access[] = [
  get("/theme.css", null, forEveryone(shown()), { answersAhead: true }),
  get("/api/health/live", null, forEveryone(shown()), { answersAhead: true }),
  get("/api/health/ready", null, forEveryone(shown()), { answersAhead: true }),
  get("/api/auth/[...nextauth]", "/api/auth/session", forEveryone(notFound)),
  get("/api/auth/[...nextauth]", "/api/auth/signin", forEveryone(to("/sign-in?callbackUrl=%2Fdevices"))),
  get("/api/auth/[...nextauth]", "/api/auth/callback/oidc", forEveryone(to(/^\/sign-in\?error=/))),
  get(
    "/account/data",
    null,
    forCustomers(
      shown([...exported, "customer new email"], ["own reason"]),
      shown(exported, ["own reason"]),
      notFound,
    ),
  ),
  // Before anybody else opens one: only the customer has a launch to come back from.
  get(
    "/return",
    null,
    forCustomers(to(/^\/devices[/?]/), to("/devices?back=none"), to(/^\/support\?back=none$/)),
    launched,
  ),
  get(
    "/devices/[deviceId]/go/[card]",
    deviceOf("/go/supplies"),
    () => forCustomers(exit(), notFound, notFound),
    launched,
  ),
  get(
    "/devices/[deviceId]/go/[card]",
    deviceOf("/go/supplies?via=app"),
    () => forCustomers(to(new RegExp(`^${site.app()}/`)), notFound, notFound),
    launched,
  ),
  get(
    "/devices/go/[card]",
    "/devices/go/all-devices",
    () => forCustomers(exit(), exit(), notFound),
    both("launches"),
  ),
  get(
    "/open/[card]",
    ({ unit, customer }) => `/open/supplies?model=${unit.model}&serial=${customer.serial}`,
    ({ unit, customer }) =>
      forCustomers(
        to(`/devices/${customer.device}?card=supplies`),
        to(`/devices/add?model=${unit.model}&serial=${customer.serial}`),
      ),
  ),
];

const language = { language: "de" };
const provider = (may: string[] = []) => to(new RegExp(`^${process.env.E2E_ISSUER}/`), may);

const deleted = ["audit_notes", "customers", "devices", "identities", "mails", "sessions"];
const asked = ["email_codes", "launches", "staff_launches"];

/** Forms, and what they change for whom. */
export const customerForms: Access[] = [
  post(
    "/account/delete/confirm",
    null,
    { word: "delete" },
    forCustomers(to("/account/deleted"), to("/account/deleted"), signIn),
    { changes: { customer: [...deleted, ...asked].sort(), other: deleted } },
  ),
  post(
    "/account/email/code/verify",
    null,
    { code: "12345678" },
    forCustomers(to("/account/email/code?problem=wrong"), to(/^\/account\/email\/code\?problem=/), signIn),
    { changes: { customer: ["email_codes", "rate_limits"], other: ["rate_limits"] } },
  ),
  post(
    "/account/email/send",
    null,
    ({ unit }) => ({ email: `${unit.serial}@example.com` }),
    forCustomers(to("/account/email/code"), to("/account/email/code"), signIn),
    both("email_codes", "mails", "rate_limits"),
  ),
  post(
    "/account/language",
    null,
    language,
    forCustomers(to("/account?done=language"), to("/account?done=language"), signIn),
    both("customers"),
  ),
  post(
    "/account/name",
    null,
    { name: "Mats Matrix" },
    forCustomers(to("/account?done=name"), to("/account?done=name"), signIn),
    both("customers"),
  ),
  post(
    "/account/sessions",
    null,
    ({ customer }) => ({ session: customer.session }),
    forCustomers(to("/account?done=session"), to("/account?done=session"), signIn),
    { changes: { customer: ["sessions"] } },
  ),
  post(
    "/account/sessions",
    null,
    { session: "all" },
    () => forCustomers(provider(["own token"]), provider(["own token"]), signIn),
    both("sessions"),
  ),
  post(
    "/devices/country",
    null,
    ({ customer }) => ({ country: "FR", device: customer.device }),
    ({ customer }) => {
      const page = `/devices/${customer.device}`;
      return forCustomers(to(page), to(page), to(`${page}?country=wrong`));
    },
    both("customers"),
  ),
  post(
    "/devices/add/claim",
    null,
    ({ unit }) => unit,
    forCustomers(to(/^\/devices\/[^/]+\?done=added$/), undefined, to(/^\/devices\/add\?.*problem=refused/)),
    both("devices", "rate_limits"),
  ),
  post(
    "/devices/[deviceId]/name",
    deviceOf("/name"),
    { name: "Renamed" },
    (stage) => forCustomers(to(deviceOf("?done=renamed")(stage)), notFound, notFound),
    { changes: { customer: ["devices"] } },
  ),
  post(
    "/devices/[deviceId]/removal",
    deviceOf("/removal"),
    {},
    ({ customer }) => forCustomers(to(`/devices?removed=${customer.device}`), notFound, notFound),
    { changes: { customer: ["devices"] } },
  ),
  post(
    "/devices/[deviceId]/restore",
    ({ customer }) => `/devices/${customer.removed}/restore`,
    {},
    ({ customer }) =>
      forCustomers(
        to(`/devices/${customer.removed}`),
        to("/devices?removed=over"),
        to("/devices?removed=over"),
      ),
    { changes: { customer: ["devices"] } },
  ),
  post("/language", null, language, forEveryone(to("/")), both("customers")),
  post("/sign-in/start", null, { callbackUrl: "/devices" }, () => forEveryone(provider())),
  // The journeys' portal lets nobody in by e-mail.
  post("/sign-in/code/send", null, { email: "matrix@example.com" }, forEveryone(notFound)),
  post("/sign-in/code/verify", null, { code: "12345678" }, forEveryone(notFound)),
  post("/sign-out", null, {}, () => ({ ...forEveryone(provider(["own token"])), nobody: to("/") }), {
    changes: Object.fromEntries(
      ["customer", "other", "support", "admin"].map((viewer) => [viewer, ["sessions"]]),
    ),
  }),
  post("/api/auth/back-channel-logout", null, { logout_token: "a.b.c" }, forEveryone(status(400)), {
    takesAnyOrigin: true,
  }),
];
