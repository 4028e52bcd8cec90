import { Notice } from "@/components/ui/notice";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { foundResults, type MatchReport, matchResults } from "@/lib/import/types";

type Props = Pick<MatchReport, "rows" | "outcomes"> & {
  /** Whether people whom nobody knows become new customers. */
  isOpen: boolean;
};

/** What the first sign-ins of a file's people would do: how many find a customer, and why the others would not. */
export function MatchList({ rows, outcomes, isOpen }: Props) {
  const t = useTranslations("imports.match");
  const format = useFormatter();
  const found = foundResults.reduce((sum, result) => sum + outcomes[result].count, 0);
  const isFound = (result: string) => (foundResults as readonly string[]).includes(result);
  return (
    <section className="max-w-device">
      <Notice role="status">{t("summary", { found, all: rows })}</Notice>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4">
        {matchResults
          .filter((result) => outcomes[result].count > 0)
          .map((result) => {
            const { count, lines } = outcomes[result];
            const more = count > lines.length ? " …" : "";
            return (
              <div key={result} className="col-span-2 grid grid-cols-subgrid border-b border-line py-2">
                <dt className="min-w-12 text-right font-medium tabular-nums">{format.number(count)}</dt>
                <dd>
                  {t(`outcomes.${result}`)}{" "}
                  {!isFound(result) && (
                    <span className="text-muted">
                      {t("lines", { count, lines: lines.join(", ") + more })}
                    </span>
                  )}
                </dd>
              </div>
            );
          })}
      </dl>
      {found < rows && <p className="mt-2 max-w-words text-muted">{t(isOpen ? "open" : "closed")}</p>}
    </section>
  );
}
