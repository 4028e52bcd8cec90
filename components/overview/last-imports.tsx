import { isolate } from "@/components/ui/isolate";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { type LastImport, outcomes } from "@/lib/overview/types";
import { routes } from "@/lib/routes";
import { LastList } from "./last-list";
import { cell, cellLink, ListRow, leadCell } from "./list-row";

/** The last imports, with what became of their rows. */
export function LastImports({ imports }: { imports: LastImport[] }) {
  const t = useTranslations("overview.imports");
  const nameState = useTranslations("imports.states");
  const when = useTranslations("overview")("when");
  const columns = [when, t("columns.file"), t("columns.state"), t("columns.rows")];
  return (
    <LastList id="imports" title={t("title")} none={t("none")} columns={columns}>
      {imports.map(({ id, at, fileName, state, rows }) => (
        <ListRow key={id} at={at}>
          <td className={leadCell}>
            <a href={routes.import({ importId: id })} className={cellLink}>
              {isolate(fileName)}
            </a>
          </td>
          <td className={`${cell} ${state === "failed" || state === "stuck" ? "text-danger" : ""}`}>
            {nameState(state)}
          </td>
          <td className={`${cell} text-muted`}>
            <Rows rows={rows} />
          </td>
        </ListRow>
      ))}
    </LastList>
  );
}

/** What became of an import's rows; those that stayed the same are told of only where nothing else happened. */
function Rows({ rows }: Pick<LastImport, "rows">) {
  const t = useTranslations("overview.imports.counts");
  const format = useFormatter();
  const found = outcomes.filter((name) => rows[name] > 0);
  const told = found.length > 1 ? found.filter((name) => name !== "same") : found;
  const pieces = told.map((name) => (
    <span key={name} className="whitespace-nowrap">
      {t(name, { count: rows[name] })}
    </span>
  ));
  return format.list(pieces, { type: "unit" });
}
