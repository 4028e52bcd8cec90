import { isolate } from "@/components/ui/isolate";
import type { AuditRow } from "@/lib/audit/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { formatShortId } from "./short-id";
import { useWritten } from "./use-written";

/** An event's details in one line. */
export function DetailsOf({ event: row }: { event: AuditRow }) {
  const t = useTranslations("audit");
  const cards = useTranslations("cards");
  const staff = useTranslations("staff");
  const keys = useTranslations("keys");
  const format = useFormatter();
  const formatDay = (text: string) => format.dateTime(new Date(text), "day");
  const sayWritten = useWritten();
  const {
    deviceId,
    card,
    vendorCode,
    link,
    as,
    subjectId,
    sessions,
    importId,
    removed,
    before,
    fields,
    filter,
    people,
    modelId,
    name,
    expiresAt,
  } = row.details;
  // Of a purge, these are events; of an import, devices.
  const purged = removed !== undefined && t("removed", { count: removed });
  const pieces = [
    row.event === "customers.searched" && people === undefined && t("shown", { count: row.customerCount }),
    people !== undefined && t("compared", { count: people }),
    card && cards(`${card}.title`),
    vendorCode,
    deviceId && t("device", { id: formatShortId(deviceId) }),
    link && as && t(`links.${link}.${as}`),
    subjectId && (row.subjectName ?? t("member", { id: formatShortId(subjectId) })),
    sessions !== undefined && staff("count", { count: sessions }),
    name && isolate(name),
    expiresAt && keys("until", { day: formatDay(expiresAt) }),
    row.event === "import.written" || row.event === "devices.revoked" ? sayWritten(row.details) : purged,
    importId && t("import", { id: formatShortId(importId) }),
    modelId,
    fields && format.list(fields, { type: "unit" }),
    typeof before === "string" && t("before", { day: formatDay(before) }),
    filter?.staffId && t("member", { id: formatShortId(filter.staffId) }),
    filter?.event && t(`events.${filter.event}`),
    filter?.customer && t("noCustomer"),
    filter?.from && t("fromDay", { day: formatDay(filter.from) }),
    filter?.to && t("toDay", { day: formatDay(filter.to) }),
  ].filter((piece) => typeof piece === "string");
  return <span className="text-muted">{pieces.join(" · ")}</span>;
}
