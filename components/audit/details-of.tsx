import { useFormatter, useTranslations } from "next-intl";
import type { AuditRow } from "@/lib/audit/types";
import { shortId } from "./short-id";

/** What an event holds besides, in short. */
export function DetailsOf({ event: row }: { event: AuditRow }) {
  const t = useTranslations("audit");
  const cards = useTranslations("cards");
  const staff = useTranslations("staff");
  const format = useFormatter();
  const dayOf = (text: string) => format.dateTime(new Date(text), "day");
  const { deviceId, card, link, as, subjectId, sessions, removed, before, filter } = row.details;
  const pieces = [
    row.event === "customers.searched" && t("shown", { count: row.customers.length }),
    card && cards(`${card}.title`),
    deviceId && t("device", { id: shortId(deviceId) }),
    link && as && t(`links.${link}.${as}`),
    subjectId && (row.subjectName ?? t("member", { id: shortId(subjectId) })),
    sessions !== undefined && staff("count", { count: sessions }),
    removed !== undefined && t("removed", { count: removed }),
    before && t("before", { day: dayOf(before) }),
    filter?.staffId && t("member", { id: shortId(filter.staffId) }),
    filter?.event && t(`events.${filter.event}`),
    filter?.from && t("fromDay", { day: dayOf(filter.from) }),
    filter?.to && t("toDay", { day: dayOf(filter.to) }),
  ].filter((piece) => typeof piece === "string");
  return <span className="text-muted">{pieces.join(" · ")}</span>;
}
