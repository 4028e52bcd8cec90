import { CellLabel } from "@/components/staff/stacked-table";
import type { AuditRow } from "@/lib/audit/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { useActorName } from "./actor-name";
import { CustomersOf } from "./customers-of";
import { DetailsOf } from "./details-of";

/** Columns and their widths; `what` takes the remaining space. */
const columns = {
  when: "md:w-[17%]",
  who: "md:w-[15%]",
  what: "",
  customer: "md:w-[13%]",
  why: "md:w-[15%]",
  network: "md:w-[11%]",
} as const;
const names = Object.keys(columns) as (keyof typeof columns)[];

/** The table of events; on a phone, each event is a block of lines. */
export function AuditTable({ events }: { events: AuditRow[] }) {
  const t = useTranslations("audit");
  if (events.length === 0) return null;
  return (
    <table className="mt-6 w-full text-left tabular-nums max-md:block md:table-fixed">
      <thead className="text-meta text-muted max-md:sr-only">
        <tr>
          {names.map((name) => (
            <th key={name} scope="col" className={`h-8 pr-4 font-normal ${columns[name]}`}>
              {t(`columns.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </tbody>
    </table>
  );
}

const cell = "max-md:block md:h-10 md:py-2 md:pr-4";

function EventRow({ event: row }: { event: AuditRow }) {
  const t = useTranslations("audit");
  const desk = useTranslations("desk");
  const format = useFormatter();
  const { actor, reason, network } = row;
  return (
    <tr className="border-t border-line align-top max-md:block max-md:py-3">
      <td className={`${cell} text-muted`}>
        <CellLabel>{t("columns.when")}</CellLabel>
        <time dateTime={row.at.toISOString()}>
          {format.dateTime(row.at, "moment", { second: "2-digit", timeZoneName: undefined })}
        </time>
      </td>
      <td className={cell}>
        <CellLabel>{t("columns.who")}</CellLabel>
        <bdi>{useActorName()(actor)}</bdi>
        {actor.role && <span className="text-muted"> {desk(`roles.${actor.role}`)}</span>}
      </td>
      <td className={cell}>
        <CellLabel>{t("columns.what")}</CellLabel>
        {t(`events.${row.event}`)} <DetailsOf event={row} />
      </td>
      <td className={row.customers.length > 0 ? cell : `${cell} max-md:hidden`}>
        <CellLabel>{t("columns.customer")}</CellLabel>
        <CustomersOf customers={row.customers} customerCount={row.customerCount} />
      </td>
      <td className={reason ? `${cell} wrap-anywhere` : `${cell} max-md:hidden`}>
        <CellLabel>{t("columns.why")}</CellLabel>
        <bdi>{reason}</bdi>
      </td>
      <td className={network ? `${cell} text-muted` : `${cell} max-md:hidden`}>
        <CellLabel>{t("columns.network")}</CellLabel>
        {network}
      </td>
    </tr>
  );
}
