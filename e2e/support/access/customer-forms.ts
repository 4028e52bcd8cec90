import {
  type Access,
  answerCustomers,
  answerEveryone,
  answerStatus,
  get,
  notFound,
  post,
  redirectTo,
  signIn,
} from "./answers";
import { buildDevicePath } from "./customer-routes";

const changeBoth = (...tables: string[]) => ({ changes: { customer: tables, other: tables } });
const language = { language: "de" };
const redirectToProvider = (may: string[] = []) => redirectTo(new RegExp(`^${process.env.E2E_ISSUER}/`), may);

/** A device, and its readings with it. */
const withReadings = ["device_reports", "devices", "reading_history", "readings"];
const people = ["audit_notes", "customers", "identities", "mails", "sessions", "tombstones"];
const deleted = [...people, ...withReadings].sort();
const asked = ["email_codes", "launches", "staff_launches"];

/** Form handlers, and what they change for each viewer. */
export const customerForms: Access[] = [
  post(
    "/account/delete/confirm",
    null,
    { word: "delete" },
    answerCustomers(redirectTo("/account/deleted"), redirectTo("/account/deleted"), signIn),
    { changes: { customer: [...deleted, ...asked].sort(), other: deleted } },
  ),
  post(
    "/account/email/code/verify",
    null,
    { code: "12345678" },
    answerCustomers(
      redirectTo("/account/email/code?problem=wrong"),
      redirectTo(/^\/account\/email\/code\?problem=/),
      signIn,
    ),
    { changes: { customer: ["email_codes"] } },
  ),
  post(
    "/account/email/send",
    null,
    ({ unit }) => ({ email: `${unit.serial}@example.com` }),
    answerCustomers(redirectTo("/account/email/code"), redirectTo("/account/email/code"), signIn),
    changeBoth("email_codes", "mails", "rate_limits"),
  ),
  post(
    "/account/language",
    null,
    language,
    answerCustomers(redirectTo("/account?done=language"), redirectTo("/account?done=language"), signIn),
    changeBoth("customers"),
  ),
  post(
    "/account/levels",
    null,
    { levels: "off" },
    answerCustomers(redirectTo("/account?done=levels"), redirectTo("/account?done=levels"), signIn),
    changeBoth("customers", "device_reports", "reading_history", "readings"),
  ),
  post(
    "/account/name",
    null,
    { name: "Mats Matrix" },
    answerCustomers(redirectTo("/account?done=name"), redirectTo("/account?done=name"), signIn),
    changeBoth("customers"),
  ),
  post(
    "/account/sessions",
    null,
    ({ customer }) => ({ session: customer.session }),
    answerCustomers(redirectTo("/account?done=session"), redirectTo("/account?done=session"), signIn),
    { changes: { customer: ["sessions"] } },
  ),
  post(
    "/account/sessions",
    null,
    { session: "all" },
    () => answerCustomers(redirectToProvider(["own token"]), redirectToProvider(["own token"]), signIn),
    changeBoth("sessions"),
  ),
  post(
    "/devices/country",
    null,
    ({ customer }) => ({ country: "FR", device: customer.device }),
    ({ customer }) => {
      const page = `/devices/${customer.device}`;
      const question = `/account/country?device=${customer.device}&problem=wrong`;
      return answerCustomers(redirectTo(page), redirectTo(page), redirectTo(question));
    },
    changeBoth("customers"),
  ),
  post(
    "/devices/add/claim",
    null,
    ({ unit }) => unit,
    answerCustomers(
      redirectTo(/^\/devices\/[^/]+\?done=added$/),
      undefined,
      redirectTo(/^\/devices\/add\?.*problem=refused/),
    ),
    changeBoth("devices", "rate_limits"),
  ),
  post(
    "/devices/[deviceId]/name",
    buildDevicePath("/name"),
    { name: "Renamed" },
    (stage) => answerCustomers(redirectTo(buildDevicePath("?done=renamed")(stage)), notFound, notFound),
    { changes: { customer: ["devices"] } },
  ),
  post(
    "/devices/[deviceId]/removal",
    buildDevicePath("/removal"),
    {},
    ({ customer }) => answerCustomers(redirectTo(`/devices?removed=${customer.device}`), notFound, notFound),
    { changes: { customer: withReadings } },
  ),
  post(
    "/devices/[deviceId]/restore",
    ({ customer }) => `/devices/${customer.removed}/restore`,
    {},
    ({ customer }) =>
      answerCustomers(
        redirectTo(`/devices/${customer.removed}`),
        redirectTo("/devices?removed=over"),
        redirectTo("/devices?removed=over"),
      ),
    { changes: { customer: ["devices"] } },
  ),
  post("/language", null, language, answerEveryone(redirectTo("/")), changeBoth("customers")),
  post("/sign-in/start", null, { callbackUrl: "/devices" }, () => answerEveryone(redirectToProvider())),
  // The test portal has sign-in by e-mail turned off.
  post("/sign-in/code/send", null, { email: "matrix@example.com" }, answerEveryone(notFound)),
  post("/sign-in/code/verify", null, { code: "12345678" }, answerEveryone(notFound)),
  post(
    "/sign-out",
    null,
    {},
    () => ({ ...answerEveryone(redirectToProvider(["own token"])), nobody: redirectTo("/") }),
    {
      changes: Object.fromEntries(
        ["customer", "other", "support", "admin"].map((viewer) => [viewer, ["sessions"]]),
      ),
    },
  ),
  get(
    "/api/auth/front-channel-logout",
    "/api/auth/front-channel-logout?sid=x",
    answerEveryone(answerStatus(400)),
  ),
  post("/api/auth/back-channel-logout", null, { logout_token: "a.b.c" }, answerEveryone(answerStatus(400)), {
    takesAnyOrigin: true,
  }),
];
