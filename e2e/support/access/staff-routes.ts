import { type Access, answerAdmins, answerStaff, get, notFound, redirectTo, show } from "./answers";
import {
  buildActPath,
  buildCustomerPath,
  buildDevicePath,
  buildImportPath,
  buildModelPath,
  card,
  changeAsAdmin,
  changeAsStaff,
  device,
  sealed,
} from "./staff-paths";
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
const exported = [
  ...customer,
  "customer network",
  "customer removed device",
  "customer removed serial",
  "customer identity",
  "customer session",
  "customer new email",
  "customer former email",
];
const audit = [...people, ...names, ...emails, ...notes];

const buildCardPath = (query: string) => (stage: Stage) =>
  buildCustomerPath(`/cards/supplies?device=${stage.customer.device}${query}`)(stage);
const shownCard = answerStaff(show(["customer name", "customer device"], customer));

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
    answerStaff(redirectTo(sealed("/support", "q"))),
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
  get(
    "/admin/customers/[customerId]/delete",
    buildActPath("/delete"),
    answerAdmins(show(["customer name", "customer number", "customer email"])),
    changeAsAdmin(),
  ),
  get(
    "/admin/customers/[customerId]/delete",
    "/admin/customers/00000000-0000-4000-8000-000000000000/delete",
    answerAdmins(show()),
  ),
  get(
    "/admin/customers/[customerId]/data",
    buildActPath("/data"),
    answerAdmins(show([...listProfile("customer"), "customer reason"], exported)),
    changeAsAdmin(),
  ),
  get(
    `${device}/transfer`,
    buildDevicePath("/transfer"),
    answerAdmins(show(["customer name", "customer device", "customer serial"])),
    changeAsAdmin(),
  ),
  get(
    `${device}/transfer`,
    (stage) => buildDevicePath(`/transfer?to=${stage.canaries["other number"]}`)(stage),
    answerAdmins(
      show(
        ["customer name", "customer device", "customer serial", "other name", "other email"],
        ["other number"],
      ),
    ),
    changeAsAdmin(),
  ),
  // Another customer's device.
  get(
    `${device}/model`,
    ({ customer, other }) => `/admin/customers/${customer.id}/devices/${other.device}/model`,
    answerAdmins(show()),
    changeAsAdmin(),
  ),
  get(
    `${device}/model`,
    buildDevicePath("/model"),
    answerAdmins(show(["customer name", "customer device", "customer serial"])),
    changeAsAdmin(),
  ),
  get("/admin/revoke", null, answerAdmins(show())),
  get("/admin/staff", null, answerAdmins(show([...names, ...emails]))),
  get("/admin/sign-in-check", null, answerAdmins(show())),
  get("/admin/doctor", null, answerAdmins(show())),
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
  get("/admin/devices", null, answerAdmins(show())),
  get(
    "/admin/devices/silent",
    "/admin/devices/silent?model=HB-INKWELL-4",
    answerAdmins(show(["customer", "other"].flatMap((who) => [`${who} number`, `${who} serial`]))),
  ),
  get("/admin/models", null, answerAdmins(show())),
  get("/admin/new-model", null, answerAdmins(show())),
  // Its history names those who changed it.
  get("/admin/models/[modelId]", "/admin/models/HB-INKWELL-4", answerAdmins(show([], names))),
  get("/admin/models/[modelId]", buildModelPath(""), answerAdmins(show([], names))),
  get("/admin/models/[modelId]/delete", buildModelPath("/delete"), answerAdmins(show())),
];
