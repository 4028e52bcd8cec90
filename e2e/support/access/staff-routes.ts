import { type Access, forAdmins, forStaff, get, post, shown, to } from "./answers";
import type { Stage } from "./stage";

const profile = (who: string) =>
  ["name", "email", "number", "device", "serial"].map((what) => `${who} ${what}`);
const names = ["colleague name", "support name", "admin name"];
const customer = [...profile("customer"), ...names, "customer reason"];
const people = [...profile("customer"), ...profile("other")];
const emails = ["colleague email", "support email", "admin email"];
const notes = ["customer reason", "other reason", "customer network", "other network"];
const audit = [...people, ...names, ...emails, ...notes];

const recorded = (...tables: string[]) => ["audit_events", "audit_notes", ...tables].sort();
const byStaff = (...tables: string[]) => ({
  changes: { support: recorded(...tables), admin: recorded(...tables) },
});
const byAdmin = (...tables: string[]) => ({ changes: { admin: recorded(...tables) } });

const customerOf = (rest: string) => (stage: Stage) => `/support/customers/${stage.customer.id}${rest}`;
const card = "/support/customers/[customerId]/cards/[card]";
const cardOf = (query: string) => (stage: Stage) =>
  customerOf(`/cards/supplies?device=${stage.customer.device}${query}`)(stage);
const shownCard = forStaff(shown(["customer name", "customer device"], customer));

/** The support desk. */
export const staffPages: Access[] = [
  get(
    "/support",
    ({ search }) => `/support?q=${search}`,
    forStaff(shown(["customer name", "customer email", "other name", "other email"], people)),
    byStaff(),
  ),
  get(
    "/support",
    ({ customer }) => `/support?q=${customer.serial}`,
    forStaff(shown(["customer name"], profile("customer"))),
    byStaff(),
  ),
  get("/support", null, forStaff(shown())),
  // Somebody else's return: nothing of it is told.
  get("/support", ({ colleague }) => `/support?back=${colleague.launch}`, forStaff(shown())),
  ...["", "?before=nonsense"].map((query) =>
    get(
      "/support/customers/[customerId]",
      customerOf(query),
      forStaff(shown(profile("customer"), customer)),
      byStaff(),
    ),
  ),
  get(
    "/support/customers/[customerId]",
    (stage) => customerOf(`?back=${stage.colleague.launch}`)(stage),
    forStaff(shown(profile("customer"), customer)),
    byStaff(),
  ),
  ...["", "&show=qr", "&show=qr&via=app", "&show=link"].map((query) =>
    get(card, cardOf(query), shownCard, byStaff()),
  ),
  get(card, customerOf("/cards/all-devices"), forStaff(shown(["customer name"], customer)), byStaff()),
  // A device that is not this customer's.
  get(
    card,
    (stage) => customerOf(`/cards/supplies?device=${stage.other.device}`)(stage),
    forStaff(shown(["customer name"], customer)),
    byStaff(),
  ),
];

/** What only administrators see. */
export const adminPages: Access[] = [
  get("/admin", null, forAdmins(to("/admin/audit"))),
  get(
    "/admin/audit",
    ({ colleague }) => `/admin/audit?staff=${colleague.id}`,
    forAdmins(shown(["customer name", "other name", "colleague name", ...notes], audit)),
    byAdmin(),
  ),
  get("/admin/audit", null, forAdmins(shown([], audit)), byAdmin()),
  get("/admin/audit/export", null, forAdmins(shown(notes, audit)), byAdmin()),
  get("/admin/staff", null, forAdmins(shown([...names, ...emails]))),
];

/** What staff do. */
export const staffForms: Access[] = [
  post(
    `${card}/mail`,
    customerOf("/cards/supplies/mail"),
    ({ customer }) => ({ device: customer.device }),
    forStaff(to(/^\/support\/customers\/.*done=mailed/)),
    byStaff("mails", "rate_limits"),
  ),
  post(
    `${card}/open`,
    customerOf("/cards/supplies/open"),
    ({ customer }) => ({ device: customer.device, reason: "Ticket 4711" }),
    // A page of ours leads on to Amazon, the link in it.
    forStaff(shown()),
    byStaff("staff_launches"),
  ),
  post(
    "/admin/staff/sessions",
    null,
    ({ colleague }) => ({ staff: colleague.id }),
    forAdmins(to(/^\/admin\/staff\?/)),
    byAdmin("sessions"),
  ),
];
