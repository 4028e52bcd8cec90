import { isolate } from "@/components/ui/isolate";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { KeyWrites } from "@/lib/overview/types";
import { LastList } from "./last-list";
import { cell, ListRow, leadCell } from "./list-row";
import { useCut } from "./use-cut";

/** What the partner's systems wrote with their keys within a day. */
export function LastWrites({ writes }: { writes: KeyWrites[] }) {
  const t = useTranslations("overview.writes");
  const columns = [t("columns.last"), t("columns.key"), t("columns.written")];
  return (
    <LastList id="writes" title={t("title")} none={t("none")} columns={columns}>
      {writes.map((key) => (
        <ListRow key={key.id} at={key.at}>
          <td className={`${leadCell} font-medium`}>{isolate(key.name)}</td>
          <td className={cell}>
            <Written writes={key} />
          </td>
        </ListRow>
      ))}
    </LastList>
  );
}

function Written({ writes }: { writes: KeyWrites }) {
  const t = useTranslations("overview.writes");
  const format = useFormatter();
  const formatCut = useCut();
  const names = (["customers", "devices"] as const).filter((name) => writes[name] > 0);
  const pieces = names.map((name) => (
    <span key={name} className="whitespace-nowrap">
      {t(name, { count: writes[name], number: formatCut(writes[name], writes.isCut) })}
    </span>
  ));
  return format.list(pieces, { type: "unit" });
}
