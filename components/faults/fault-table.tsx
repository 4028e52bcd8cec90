import { StackedTable } from "@/components/staff/stacked-table";
import { textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import type { DataFault } from "@/lib/faults/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

const cell = "py-1 pr-4 align-top wrap-anywhere max-md:block max-md:p-0";
const columns = ["subject", "field", "value", "found"] as const;

/** The values that upgrades set aside, each with a button to settle it; on phones, each is a block of lines. */
export function FaultTable({ faults }: { faults: readonly DataFault[] }) {
  const t = useTranslations("faults");
  return (
    <StackedTable columns={columns.map((name) => t(`columns.${name}`))} hasButtons>
      {faults.map((fault) => (
        <FaultRow key={fault.id} fault={fault} />
      ))}
    </StackedTable>
  );
}

function FaultRow({ fault: { id, kind, customerId, subject, field, value, foundAt } }: { fault: DataFault }) {
  const t = useTranslations("faults");
  const format = useFormatter();
  return (
    <tr className="border-t border-line max-md:block max-md:py-3 md:h-10">
      <th scope="row" id={`fault-${id}`} className={`${cell} font-medium`}>
        {t(`kinds.${kind}`)}{" "}
        {customerId ? (
          <a href={routes.customer({ customerId })} className={textLink}>
            {isolate(subject)}
          </a>
        ) : (
          isolate(subject)
        )}
      </th>
      <td className={cell}>{field}</td>
      <td className={cell}>
        <code className="font-mono">{isolate(value)}</code>
      </td>
      <td className={`${cell} text-muted md:whitespace-nowrap`}>{format.dateTime(foundAt, "day")}</td>
      <td className="py-1 text-right max-md:block max-md:pt-2 max-md:pb-0 max-md:text-left">
        <form method="post" action={routes.settleFault()}>
          <input type="hidden" name="fault" value={id} />
          <button
            type="submit"
            aria-describedby={`fault-${id}`}
            className="min-h-12 rounded-control border border-control px-3 font-medium whitespace-nowrap hover:bg-sunken md:min-h-8"
          >
            {t("settle")}
          </button>
        </form>
      </td>
    </tr>
  );
}
