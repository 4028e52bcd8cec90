import { useFormatter, useTranslations } from "next-intl";
import { isolate } from "@/components/ui/isolate";
import type { AuditRow } from "@/lib/audit/types";
import { formatShortId } from "./short-id";

/** An event's details in one line. */
export function DetailsOf({ event: row }: { event: AuditRow }) {
  const t = useTranslations("audit");
  const cards = useTranslations("cards");
  const staff = useTranslations("staff");
  const keys = useTranslations("keys");
  const models = useTranslations("models");
  const format = useFormatter();
  const formatDay = (text: string) => format.dateTime(new Date(text), "day");
  const {
    deviceId,
    card,
    vendorCode,
    link,
    as,
    subjectId,
    sessions,
    customers,
    devices,
    removed = 0,
    before,
    fields,
    filter,
    modelId,
    name,
    expiresAt,
  } = row.details;
  const pieces = [
    row.event === "customers.searched" && t("shown", { count: row.customers.length }),
    card && cards(`${card}.title`),
    vendorCode,
    deviceId && t("device", { id: formatShortId(deviceId) }),
    link && as && t(`links.${link}.${as}`),
    subjectId && (row.subjectName ?? t("member", { id: formatShortId(subjectId) })),
    sessions !== undefined && staff("count", { count: sessions }),
    name && isolate(name),
    expiresAt && keys("until", { day: formatDay(expiresAt) }),
    customers !== undefined && customers > 0 && t("customers", { count: customers }),
    devices !== undefined && devices > 0 && models("devices", { count: devices }),
    removed > 0 && t(row.event === "audit.purged" ? "removed" : "devicesRemoved", { count: removed }),
    modelId,
    fields && format.list(fields, { type: "unit" }),
    typeof before === "string" && t("before", { day: formatDay(before) }),
    filter?.staffId && t("member", { id: formatShortId(filter.staffId) }),
    filter?.event && t(`events.${filter.event}`),
    filter?.from && t("fromDay", { day: formatDay(filter.from) }),
    filter?.to && t("toDay", { day: formatDay(filter.to) }),
  ].filter((piece) => typeof piece === "string");
  return <span className="text-muted">{pieces.join(" · ")}</span>;
}
