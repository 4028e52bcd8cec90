import { isolate } from "@/components/ui/isolate";
import { useTranslations } from "@/lib/i18n/intl";
import type { LastChange } from "@/lib/overview/types";
import { routes } from "@/lib/routes";
import { LastList } from "./last-list";
import { cell, cellLink, ListRow, leadCell } from "./list-row";

/** The last changes of customers, devices and models. */
export function LastChanges({ changes }: { changes: LastChange[] }) {
  const t = useTranslations("overview.changes");
  const when = useTranslations("overview")("when");
  const columns = [when, t("columns.what"), t("columns.how")];
  return (
    <LastList id="changes" title={t("title")} none={t("none")} columns={columns}>
      {changes.map((change) => (
        <ListRow key={change.id} at={change.at}>
          <td className={leadCell}>
            <What change={change} />
          </td>
          <td className={`${cell} text-muted`}>{t(`actions.${change.action}`)}</td>
        </ListRow>
      ))}
    </LastList>
  );
}

/** What changed; of a device, the owner follows on the next line. */
function What({ change }: { change: LastChange }) {
  const t = useTranslations("overview.changes.kinds");
  const { kind, modelId, serial } = change;
  if (kind === "customer") return <Owner change={change} />;
  return (
    <>
      {t(kind)} {[modelId, serial].flatMap((id) => (id ? [isolate(id)] : [])).join(" · ")}
      {change.externalId && (
        <span className="block text-muted">
          <Owner change={change} />
        </span>
      )}
    </>
  );
}

/** A customer by number, with the way to their page while they are here. */
function Owner({ change: { externalId, customerId } }: { change: LastChange }) {
  const t = useTranslations("overview.changes.kinds");
  const number = externalId && isolate(externalId);
  return (
    <>
      {t("customer")}{" "}
      {customerId ? (
        <a href={routes.customer({ customerId })} className={cellLink}>
          {number}
        </a>
      ) : (
        number
      )}
    </>
  );
}
