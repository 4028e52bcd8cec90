import { type Access, answerAdmins, answerStaff, get, notFound, post, redirectTo, show } from "./answers";
import type { Stage } from "./stage";

const listProfile = (who: string) =>
  ["name", "email", "number", "device", "serial"].map((what) => `${who} ${what}`);
const ids = ["customer", "other"].flatMap((who) =>
  ["number", "serial", "removed serial"].map((what) => `${who} ${what}`),
);
const names = ["colleague name", "support name", "admin name"];
const customer = [...listProfile("customer"), ...names, "customer reason"];
const people = [...listProfile("customer"), ...listProfile("other")];
const emails = ["colleague email", "support email", "admin email"];
const notes = ["customer reason", "other reason", "customer network", "other network"];
const audit = [...people, ...names, ...emails, ...notes];

const addAuditTables = (...tables: string[]) => ["audit_events", "audit_notes", ...tables].sort();
const changeAsStaff = (...tables: string[]) => ({
  changes: { support: addAuditTables(...tables), admin: addAuditTables(...tables) },
});
const changeAsAdmin = (...tables: string[]) => ({ changes: { admin: addAuditTables(...tables) } });

const buildCustomerPath = (rest: string) => (stage: Stage) =>
  `/support/customers/${stage.customer.id}${rest}`;
const card = "/support/customers/[customerId]/cards/[card]";
const buildCardPath = (query: string) => (stage: Stage) =>
  buildCustomerPath(`/cards/supplies?device=${stage.customer.device}${query}`)(stage);
const shownCard = answerStaff(show(["customer name", "customer device"], customer));

const buildModelPath = (rest: string) => (stage: Stage) =>
  `/admin/models/${encodeURIComponent(stage.spare)}${rest}`;

const buildImportPath = (which: "checked" | "failed", rest: string) => (stage: Stage) =>
  `/admin/import/${stage.imports[which]}${rest}`;
const started = { changes: { admin: ["imports", "mails"] } };

/** Pages of the support desk. */
export const staffPages: Access[] = [
  get(
    "/support",
    ({ search }) => `/support?q=${search}`,
    answerStaff(show(["customer name", "customer email", "other name", "other email"], people)),
    changeAsStaff(),
  ),
  get(
    "/support",
    ({ customer }) => `/support?q=${customer.serial}`,
    answerStaff(show(["customer name"], listProfile("customer"))),
    changeAsStaff(),
  ),
  get("/support", null, answerStaff(show())),
  get(
    "/support/find",
    "/support/find?number=nobody",
    answerStaff(redirectTo("/support?q=nobody")),
    changeAsStaff(),
  ),
  get(
    "/support/find",
    ({ canaries }) => `/support/find?number=${canaries["customer number"]}&ticket=T-1`,
    answerStaff(redirectTo(/^\/support\/customers\/[\da-f-]{36}\?ticket=T-1$/)),
    changeAsStaff(),
  ),
  // Another member's return shows nothing.
  get("/support", ({ colleague }) => `/support?back=${colleague.launch}`, answerStaff(show())),
  ...["", "?before=nonsense"].map((query) =>
    get(
      "/support/customers/[customerId]",
      buildCustomerPath(query),
      answerStaff(show(listProfile("customer"), customer)),
      changeAsStaff(),
    ),
  ),
  get(
    "/support/customers/[customerId]",
    (stage) => buildCustomerPath(`?back=${stage.colleague.launch}`)(stage),
    answerStaff(show(listProfile("customer"), customer)),
    changeAsStaff(),
  ),
  ...["", "&show=qr", "&show=qr&via=app", "&show=link"].map((query) =>
    get(card, buildCardPath(query), shownCard, changeAsStaff()),
  ),
  get(
    card,
    buildCustomerPath("/cards/all-devices"),
    answerStaff(show(["customer name"], customer)),
    changeAsStaff(),
  ),
  // Another customer's device.
  get(
    card,
    (stage) => buildCustomerPath(`/cards/supplies?device=${stage.other.device}`)(stage),
    answerStaff(show(["customer name"], customer)),
    changeAsStaff(),
  ),
];

/** Pages for administrators only. */
export const adminPages: Access[] = [
  // The last changes name the partner's own ids.
  get("/admin", null, answerAdmins(show([], ids))),
  get(
    "/admin/audit",
    ({ colleague }) => `/admin/audit?staff=${colleague.id}`,
    answerAdmins(show(["customer name", "other name", "colleague name", ...notes], audit)),
    changeAsAdmin(),
  ),
  get("/admin/audit", null, answerAdmins(show([], audit)), changeAsAdmin()),
  get("/admin/audit/export", null, answerAdmins(show(notes, audit)), changeAsAdmin()),
  get("/admin/staff", null, answerAdmins(show([...names, ...emails]))),
  get("/admin/sign-in-check", null, answerAdmins(show())),
  get("/admin/old-values", null, answerAdmins(show())),
  get("/admin/keys", null, answerAdmins(show(["key name", "colleague name"], names))),
  get("/admin/keys/new", null, answerAdmins(show())),
  get(
    "/admin/keys/[keyId]/revoke",
    ({ key }) => `/admin/keys/${key.id}/revoke`,
    answerAdmins(show(["key name"])),
  ),
  get("/admin/import", null, answerAdmins(show([], ["checked file", "failed file", ...names]))),
  get("/admin/import/match", null, answerAdmins(show([], names))),
  get(
    "/admin/import/[importId]",
    buildImportPath("checked", ""),
    answerAdmins(show(["checked file", "rejected row", "colleague name"])),
    changeAsAdmin(),
  ),
  get(
    "/admin/import/[importId]",
    "/admin/import/00000000-0000-4000-8000-000000000000",
    answerAdmins(notFound),
  ),
  get(
    "/admin/import/[importId]/rejected",
    buildImportPath("checked", "/rejected"),
    answerAdmins(show(["checked file", "rejected row"])),
    changeAsAdmin(),
  ),
  get("/admin/models", null, answerAdmins(show())),
  get("/admin/new-model", null, answerAdmins(show())),
  // Its history names those who changed it.
  get("/admin/models/[modelId]", "/admin/models/HB-INKWELL-4", answerAdmins(show([], names))),
  get("/admin/models/[modelId]", buildModelPath(""), answerAdmins(show([], names))),
  get("/admin/models/[modelId]/delete", buildModelPath("/delete"), answerAdmins(show())),
];

/** Form handlers for staff. */
export const staffForms: Access[] = [
  post(
    `${card}/mail`,
    buildCustomerPath("/cards/supplies/mail"),
    ({ customer }) => ({ device: customer.device }),
    answerStaff(redirectTo(/^\/support\/customers\/.*done=mailed/)),
    changeAsStaff("mails", "rate_limits"),
  ),
  post(
    `${card}/open`,
    buildCustomerPath("/cards/supplies/open"),
    ({ customer }) => ({ device: customer.device, reason: "Ticket 4711" }),
    // Responds with a page that links to Amazon.
    answerStaff(show()),
    changeAsStaff("staff_launches"),
  ),
  post(
    "/admin/old-values/settle",
    null,
    { fault: "00000000-0000-4000-8000-000000000000" },
    answerAdmins(redirectTo("/admin/old-values?done=settled")),
  ),
  post(
    "/admin/staff/sessions",
    null,
    ({ colleague }) => ({ staff: colleague.id }),
    answerAdmins(redirectTo(/^\/admin\/staff\?/)),
    changeAsAdmin("sessions"),
  ),
  post(
    "/admin/keys/create",
    null,
    ({ key }) => ({ id: key.form, purpose: "shop", name: "Web shop", days: "90" }),
    answerAdmins(show()),
    changeAsAdmin("api_keys"),
  ),
  post(
    "/admin/keys/[keyId]/revocation",
    ({ key }) => `/admin/keys/${key.id}/revocation`,
    {},
    answerAdmins(redirectTo("/admin/keys?done=revoked")),
    changeAsAdmin("api_keys"),
  ),
  post(
    "/admin/new-model/create",
    null,
    ({ search }) => ({ id: search, name: "Model" }),
    answerAdmins(redirectTo(/^\/admin\/models\/[a-z]+\?done=made$/)),
    changeAsAdmin("device_models"),
  ),
  // No form of the matrix has a file.
  post(
    "/admin/import/upload",
    null,
    { target: "customer" },
    answerAdmins(redirectTo(/problem=file-missing$/)),
  ),
  post("/admin/import/match/report", null, {}, answerAdmins(redirectTo(/problem=file-missing$/))),
  post(
    "/admin/import/[importId]/check",
    buildImportPath("failed", "/check"),
    { dates: "dmy" },
    (stage) => answerAdmins(redirectTo(buildImportPath("failed", "")(stage))),
    started,
  ),
  post(
    "/admin/import/[importId]/apply",
    buildImportPath("checked", "/apply"),
    ({ imports }) => ({ seen: imports.seen }),
    (stage) => answerAdmins(redirectTo(buildImportPath("checked", "")(stage))),
    { changes: { admin: ["import_rejects", "imports", "mails"] } },
  ),
  post(
    "/admin/import/[importId]/discard",
    buildImportPath("failed", "/discard"),
    {},
    answerAdmins(redirectTo("/admin/import?done=discarded")),
    { changes: { admin: ["import_parts", "imports"] } },
  ),
  post(
    "/admin/models/[modelId]/draft",
    buildModelPath("/draft"),
    { name: "Model", do: "review" },
    answerAdmins(redirectTo(/^\/admin\/models\/[a-z%F2]+\?draft=/)),
  ),
  // Without a draft there is nothing to save.
  post(
    "/admin/models/[modelId]/save",
    buildModelPath("/save"),
    { draft: "x", seen: "x" },
    answerAdmins(redirectTo(/^\/admin\/models\/[a-z%F2]+$/)),
  ),
  post(
    "/admin/models/[modelId]/tried",
    buildModelPath("/tried"),
    {},
    answerAdmins(redirectTo(/\?done=tried$/)),
    changeAsAdmin("device_models"),
  ),
  post(
    "/admin/models/[modelId]/deletion",
    buildModelPath("/deletion"),
    {},
    answerAdmins(redirectTo("/admin/models?done=deleted")),
    changeAsAdmin("device_models"),
  ),
];
