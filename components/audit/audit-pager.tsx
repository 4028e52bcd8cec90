import { loneLink } from "@/components/ui/button";
import { type AuditPage, type FilterText, filterFields } from "@/lib/audit/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  page: AuditPage;
  /** The filter as addresses have it. */
  words: FilterText;
  isFirst: boolean;
};

/** The links to newer and older events and to the CSV file, or a note that there are no events. */
export function AuditPager({ page, words, isFirst }: Props) {
  const t = useTranslations("audit");
  const { events, newer, older } = page;
  const isFiltered = filterFields.some((name) => words[name]);
  const filled = Object.fromEntries(Object.entries(words).filter(([, value]) => value));
  const createLink = (place: { newer?: string; older?: string }, words: string) => (
    <a href={routes.audit({ ...filled, ...place })} className={loneLink}>
      {words}
    </a>
  );
  if (events.length === 0)
    return (
      <div className="mt-6 grid gap-1">
        <p>{!isFirst ? t("end") : isFiltered ? t("nothing") : t("none")}</p>
        {!isFirst && createLink({}, t("newest"))}
      </div>
    );
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6">
      <nav aria-label={t("pages")} className="flex gap-6">
        {newer && createLink({ newer }, t("newer"))}
        {older && createLink({ older }, t("older"))}
      </nav>
      <a href={routes.exportAudit(filled)} download className={loneLink}>
        {t("export")}
      </a>
    </div>
  );
}
