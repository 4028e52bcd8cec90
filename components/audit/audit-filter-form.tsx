import { useTranslations } from "next-intl";
import { button, loneLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { auditEvents, type FilterFaults, type FilterText, filterFields } from "@/lib/audit/types";
import { AuditInput, AuditSelect } from "./audit-field";
import { shortId } from "./short-id";

type Props = { given: FilterText; faults: FilterFaults; actors: { id: string; name: string | null }[] };

/** Who, what, about whom and when, as a plain GET form; what was odd is said below its field. */
export function AuditFilterForm({ given, faults, actors }: Props) {
  const t = useTranslations("audit");
  const isKnown = faults.staff || !given.staff || actors.some(({ id }) => id === given.staff);
  const offered = isKnown ? actors : [...actors, { id: given.staff, name: null }];
  const oddDate = (text: string) => t("filter.oddDate", { text: quotable(text) });
  const problems = {
    staff: t("filter.oddStaff"),
    event: t("filter.oddEvent"),
    customer: t("filter.oddCustomer", { text: quotable(given.customer) }),
    from: oddDate(given.from),
    to: faults.to === "order" ? t("filter.oddOrder") : oddDate(given.to),
  };
  const propsOf = (name: keyof typeof problems) => ({
    name,
    label: t(`filter.${name}`),
    value: given[name],
    problem: faults[name] && problems[name],
  });
  return (
    <search>
      <form
        action="/admin/audit"
        className="mt-4 grid items-start gap-x-3 gap-y-4 sm:grid-cols-2 md:grid-cols-[1fr_1.2fr_1.4fr_10rem_10rem]"
      >
        <AuditSelect
          {...propsOf("staff")}
          all={t("filter.anybody")}
          options={offered.map(({ id, name }) => [id, name ?? t("member", { id: shortId(id) })])}
        />
        <AuditSelect
          {...propsOf("event")}
          all={t("filter.anything")}
          options={auditEvents.map((event) => [event, t(`events.${event}`)])}
        />
        <AuditInput type="text" {...propsOf("customer")} hint={t("filter.customerHint")} />
        <AuditInput type="date" {...propsOf("from")} />
        <AuditInput type="date" {...propsOf("to")} />
        <div className="flex flex-wrap gap-x-5 gap-y-2 sm:col-span-full">
          <button type="submit" className={button.secondary}>
            {t("filter.submit")}
          </button>
          {filterFields.some((name) => given[name]) && (
            <a href="/admin/audit" className={loneLink}>
              {t("filter.clear")}
            </a>
          )}
        </div>
      </form>
    </search>
  );
}

/** A text as it stands in a message: of an odd one the beginning is enough. */
const quotable = (text: string) => isolate(text.length > 40 ? `${text.slice(0, 40)}…` : text);
