import { type Access, answerAdmins, answerStaff, post, redirectTo, show } from "./answers";
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

const started = { changes: { admin: ["imports", "mails"] } };

/** Form handlers for staff. */
export const staffForms: Access[] = [
  post("/support/search", null, { q: "emily" }, answerStaff(redirectTo(sealed("/support", "q")))),
  post(
    "/admin/audit/filter",
    null,
    { customer: "emily@example.com" },
    answerAdmins(redirectTo(sealed("/admin/audit", "customer"))),
  ),
  post(
    `${device}/owner`,
    buildDevicePath("/owner"),
    ({ other }) => ({ to: other.id }),
    (stage) => answerAdmins(redirectTo(sealed(buildDevicePath("/transfer")(stage), "to"))),
  ),
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
    `${device}/correction`,
    buildDevicePath("/correction"),
    { model: "HB-BREW-2" },
    (stage) => answerAdmins(redirectTo(`/support/customers/${stage.customer.id}?done=model`)),
    changeAsAdmin("device_reports", "devices", "reading_history", "readings"),
  ),
  post(
    `${device}/transferral`,
    buildDevicePath("/transferral"),
    ({ other }) => ({ to: other.id }),
    (stage) => answerAdmins(redirectTo(`/support/customers/${stage.customer.id}?done=transfer`)),
    changeAsAdmin("device_reports", "devices", "reading_history", "readings"),
  ),
  post(
    "/admin/customers/[customerId]/deletion",
    buildActPath("/deletion"),
    { ticket: "T-4711" },
    answerAdmins(redirectTo("/support?done=deleted")),
    changeAsAdmin(
      ...["customers", "device_reports", "devices", "email_codes", "identities", "launches", "mails"],
      ...["reading_history", "readings", "sessions", "staff_launches", "tombstones"],
    ),
  ),
  post(
    "/admin/revoke/check",
    null,
    { model: "HB-INKWELL-4", serials: "SN-1" },
    answerAdmins(redirectTo(/^\/admin\/revoke\?list=/)),
  ),
  post("/admin/revoke/confirm", null, {}, answerAdmins(redirectTo("/admin/revoke?problem=units-none"))),
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
