import type { ReactNode } from "react";
import { CellLabel, StackedTable } from "@/components/staff/stacked-table";
import { textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { ReportCount } from "@/lib/readings/types";
import { routes } from "@/lib/routes";

const numbers = ["devices", "day", "week", "longer", "never", "silent"] as const;
const columns = ["model", ...numbers] as const;
type Numbers = Pick<ReportCount, (typeof numbers)[number]>;

/** How many devices of each model reported, and when; on phones, each is a block of lines. */
export function ReportTable({ counts }: { counts: readonly ReportCount[] }) {
  const t = useTranslations("reporting");
  const sum = (name: keyof Numbers) => counts.reduce((all, count) => all + count[name], 0);
  const all = Object.fromEntries(numbers.map((name) => [name, sum(name)])) as Numbers;
  return (
    <>
      <p className="max-w-words text-muted">{t("text")}</p>
      <StackedTable columns={columns.map((name) => t(`columns.${name}`))}>
        {counts.length > 1 && <ReportRow id="" name={t("all")} count={all} file={routes.exportSilent()} />}
        {counts.map(({ modelId, name, ...count }) => (
          <ReportRow
            key={modelId}
            id={modelId}
            name={
              <>
                {isolate(name)}
                <span className="block text-meta font-normal text-muted">{modelId}</span>
              </>
            }
            count={count}
            file={routes.exportSilent({ model: modelId })}
          />
        ))}
      </StackedTable>
    </>
  );
}

type Props = { id: string; name: ReactNode; count: Numbers; file: string };

function ReportRow({ id, name, count, file }: Props) {
  const t = useTranslations("reporting");
  const format = useFormatter();
  return (
    <tr className="border-t border-line max-md:grid max-md:grid-cols-2 max-md:gap-x-8 max-md:py-3">
      <th
        scope="row"
        id={`model-${id}`}
        className="align-top font-medium wrap-anywhere max-md:col-span-2 md:py-2 md:pr-4"
      >
        {name}
      </th>
      {numbers.map((column) => (
        <td
          key={column}
          className="align-top max-md:flex max-md:items-center max-md:justify-between max-md:pt-1 md:py-2 md:pr-4"
        >
          <CellLabel>{t(`columns.${column}`)}</CellLabel>
          {column === "silent" && count.silent > 0 ? (
            <a
              id={`silent-${id}`}
              href={file}
              aria-labelledby={`silent-${id} model-${id}`}
              className={`${textLink} max-md:inline-flex max-md:min-h-12 max-md:items-center`}
            >
              {t("file", { number: format.number(count.silent) })}
            </a>
          ) : (
            format.number(count[column])
          )}
        </td>
      ))}
    </tr>
  );
}
