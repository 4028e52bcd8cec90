import { CellLabel, StackedTable } from "@/components/staff/stacked-table";
import { loneLink, textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { ImportRun } from "@/lib/import/types";
import { routes } from "@/lib/routes";
import { sumOutcomes } from "./sum-outcomes";

const numbers = ["new", "changed", "rejected"] as const;

/** Imports, newest first; on phones, each is a block of lines. */
export function RunTable({ runs }: { runs: readonly ImportRun[] }) {
  const t = useTranslations("imports");
  return (
    <StackedTable
      columns={[
        ...(["file", "when", "who", "state"] as const).map((name) => t(`columns.${name}`)),
        ...numbers.map((name) => t(`outcome.${name}`)),
      ]}
    >
      {runs.map((run) => (
        <RunRow key={run.id} run={run} />
      ))}
    </StackedTable>
  );
}

const cell = "align-top max-md:block max-md:pt-1 md:py-2.5 md:pr-4";

function RunRow({ run }: { run: ImportRun }) {
  const t = useTranslations("imports");
  const audit = useTranslations("audit");
  const format = useFormatter();
  const { id, fileName, source, state, createdBy, createdAt, findings, isStuck, writes } = run;
  const sums = sumOutcomes(findings);
  // What a check found before it stopped has not been written.
  const isVoid = state === "failed" && !writes;
  return (
    <tr className="border-t border-line max-md:block max-md:py-3">
      <th scope="row" className={`${cell} font-medium wrap-anywhere`}>
        <a
          href={routes.import({ importId: id })}
          className={`${textLink} max-md:inline-flex max-md:min-h-12 max-md:items-center`}
        >
          {isolate(fileName)}
        </a>
      </th>
      <td className={`${cell} md:whitespace-nowrap`}>
        <CellLabel>{t("columns.when")}</CellLabel>
        <time dateTime={createdAt.toISOString()}>
          {format.dateTime(createdAt, "moment", { timeZoneName: undefined })}
        </time>
      </td>
      <td className={cell}>
        <CellLabel>{t("columns.who")}</CellLabel>
        {source === "command" ? audit("command") : <bdi>{createdBy}</bdi>}
      </td>
      <td className={cell}>
        <CellLabel>{t("columns.state")}</CellLabel>
        <span className={isStuck ? "text-warning" : state === "failed" ? "text-danger" : ""}>
          {t(`states.${isStuck ? "stuck" : state}`)}
        </span>
      </td>
      {numbers.map((name) => (
        <td key={name} className={sums[name] > 0 && !isVoid ? cell : `${cell} text-muted max-md:hidden`}>
          <CellLabel>{t(`outcome.${name}`)}</CellLabel>
          {isVoid ? "–" : format.number(sums[name])}
        </td>
      ))}
    </tr>
  );
}

/** The links to older imports and back to the newest. */
export function RunPager({ older, isFirst }: { older: string | null; isFirst: boolean }) {
  const t = useTranslations("audit");
  if (!older && isFirst) return null;
  return (
    <nav aria-label={t("pages")} className="flex gap-6">
      {!isFirst && (
        <a href={routes.imports()} className={loneLink}>
          {t("newest")}
        </a>
      )}
      {older && (
        <a href={routes.imports({ older })} className={loneLink}>
          {t("older")}
        </a>
      )}
    </nav>
  );
}
