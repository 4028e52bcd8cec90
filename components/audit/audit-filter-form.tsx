import { button, loneLink } from "@/components/ui/button";
import { auditEvents, type FilterField, type FilterText, filterFields } from "@/lib/audit/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { AuditInput, AuditSelect } from "./audit-field";
import { formatShortId } from "./short-id";

type Props = {
  given: FilterText;
  /** Error messages by field. */
  problems: Partial<Record<FilterField, string>>;
  actors: { id: string; name: string | null }[];
};

/** The audit filter as a plain form, with each error below its field. */
export function AuditFilterForm({ given, problems, actors }: Props) {
  const t = useTranslations("audit");
  const isKnown = problems.staff || !given.staff || actors.some(({ id }) => id === given.staff);
  const offered = isKnown ? actors : [...actors, { id: given.staff, name: null }];
  const createProps = (name: FilterField) => ({
    name,
    label: t(`filter.${name}`),
    value: given[name],
    problem: problems[name],
  });
  return (
    <search>
      <form
        method="post"
        action={routes.filterAudit()}
        className="mt-4 grid items-start gap-x-3 gap-y-4 sm:grid-cols-2 md:grid-cols-[1fr_1.2fr_1.4fr_10rem_10rem]"
      >
        <AuditSelect
          {...createProps("staff")}
          all={t("filter.anybody")}
          options={offered.map(({ id, name }) => [id, name ?? t("member", { id: formatShortId(id) })])}
        />
        <AuditSelect
          {...createProps("event")}
          all={t("filter.anything")}
          options={auditEvents.map((event) => [event, t(`events.${event}`)])}
        />
        <AuditInput type="text" {...createProps("customer")} hint={t("filter.customerHint")} />
        <AuditInput type="date" {...createProps("from")} />
        <AuditInput type="date" {...createProps("to")} />
        <div className="flex flex-wrap gap-x-5 gap-y-2 sm:col-span-full">
          <button type="submit" className={button.secondary}>
            {t("filter.submit")}
          </button>
          {filterFields.some((name) => given[name]) && (
            <a href={routes.audit()} className={loneLink}>
              {t("filter.clear")}
            </a>
          )}
        </div>
      </form>
    </search>
  );
}
