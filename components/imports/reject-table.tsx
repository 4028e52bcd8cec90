import { StackedTable } from "@/components/staff/stacked-table";
import { button } from "@/components/ui/button";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** A rejected row, its reasons in words. */
export type ToldReject = { line: number; row: string; reasons: readonly string[] };

type Props = {
  importId: string;
  rejects: readonly ToldReject[];
  /** How many there are in all. */
  count: number;
};

const cell = "py-2 pr-4 align-top max-md:block max-md:p-0";

/** The first rejected rows, and the way to download all. */
export function RejectTable({ importId, rejects, count }: Props) {
  const t = useTranslations("imports.rejects");
  const format = useFormatter();
  return (
    <section aria-labelledby="rejects">
      <h2 id="rejects" className="text-section font-bold">
        {t("title")}
      </h2>
      {rejects.length === 0 ? (
        <p className="mt-2 max-w-words text-muted">{t("forgotten")}</p>
      ) : (
        <>
          <p className="mt-2 max-w-words text-muted">{t("text")}</p>
          <p className="mt-3">
            <a
              href={routes.rejectedRows({ importId })}
              download
              className={`${button.secondary} max-sm:w-full`}
            >
              {t("download")}
            </a>
          </p>
          {rejects.length < count && (
            <p className="mt-3 text-muted">{t("first", { shown: rejects.length, count })}</p>
          )}
          <div className="mt-3">
            <StackedTable columns={[t("line"), t("why"), t("row")]}>
              {rejects.map(({ line, row, reasons }) => (
                <tr key={line} className="border-t border-line max-md:block max-md:py-3">
                  <th scope="row" className={`${cell} font-medium`}>
                    <span className="mr-2 text-meta font-normal text-muted md:hidden">{t("line")}</span>
                    {format.number(line)}
                  </th>
                  <td className={`${cell} wrap-anywhere md:w-1/2`}>
                    {reasons.map((reason) => (
                      <p key={reason}>{reason}</p>
                    ))}
                  </td>
                  <td className={`${cell} font-mono text-meta wrap-anywhere text-muted`}>
                    <bdi>{row}</bdi>
                  </td>
                </tr>
              ))}
            </StackedTable>
          </div>
        </>
      )}
    </section>
  );
}
