import { loneLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { type FoundPage, searchLimits } from "@/lib/search/types";
import { FoundRow } from "./found-row";

type Props = {
  /** Null before a search and after a refused one. */
  found: FoundPage | null;
  search: string;
  /** What stands for it in addresses. */
  word: string;
  /** Whether this is a later page of results. */
  isLater: boolean;
  /** Message key for an empty result; null before a search. */
  emptyWords: "search.none" | "search.short" | "search.long" | "search.broad" | "search.expired" | null;
};

/** The customers found, or the reason there are none. Screen readers announce each new count. */
export function SearchAnswer({ found, search, word, isLater, emptyWords }: Props) {
  const t = useTranslations();
  const count = found?.customers.length ?? 0;
  const next = found?.next;
  return (
    <>
      <div id="search-answer" role="status" className="mt-3 max-w-words text-muted">
        {!emptyWords ? (
          t("search.hint")
        ) : count > 0 ? (
          t(next || isLater ? "search.shown" : "search.found", { count })
        ) : (
          <>
            <p className="font-medium text-ink">{t(`${emptyWords}.title`, { search: isolate(search) })}</p>
            <p>{t(`${emptyWords}.text`, searchLimits)}</p>
          </>
        )}
      </div>
      {isLater && (
        <a href={routes.support({ q: word })} className={loneLink}>
          {t("search.first")}
        </a>
      )}
      {found && count > 0 && (
        <ul className="mt-3 border-t border-line">
          {found.customers.map((customer) => (
            <FoundRow key={customer.id} customer={customer} />
          ))}
        </ul>
      )}
      {next && (
        <a href={routes.support({ q: word, after: next })} className={`${loneLink} mt-2`}>
          {t("search.more")}
        </a>
      )}
    </>
  );
}
