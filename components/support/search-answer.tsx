import { useTranslations } from "next-intl";
import { loneLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { type CustomerSearch, searchLimits } from "@/lib/search/types";
import { FoundRow } from "./found-row";

type Props = {
  /** Null before anything was typed. */
  found: CustomerSearch | null;
  search: string;
  /** Whether this is a later page. */
  isLater: boolean;
};

/** Who was found, or why nobody is shown. How many is said to screen readers each time it changes. */
export function SearchAnswer({ found, search, isLater }: Props) {
  const t = useTranslations("search");
  const customers = found?.kind === "found" ? found.customers : [];
  const next = found?.kind === "found" ? found.next : null;
  const count = customers.length;
  return (
    <>
      <div id="search-answer" role="status" className="mt-3 max-w-words text-muted">
        {!found ? (
          t("hint")
        ) : count > 0 ? (
          t(next || isLater ? "shown" : "found", { count })
        ) : (
          <NobodyShown kind={found.kind === "found" ? "none" : found.kind} search={search} />
        )}
      </div>
      {isLater && (
        <a href={pathOf(search)} className={loneLink}>
          {t("first")}
        </a>
      )}
      {count > 0 && (
        <ul className="mt-3 border-t border-line">
          {customers.map((customer) => (
            <FoundRow key={customer.id} customer={customer} />
          ))}
        </ul>
      )}
      {next && (
        <a href={pathOf(search, next)} className={`${loneLink} mt-2`}>
          {t("more")}
        </a>
      )}
    </>
  );
}

function NobodyShown({ kind, search }: { kind: "none" | "short" | "long" | "broad"; search: string }) {
  const t = useTranslations("search");
  return (
    <>
      <p className="font-medium text-ink">{t(`${kind}Title`, { search: isolate(search) })}</p>
      <p>{t(`${kind}Text`, searchLimits)}</p>
    </>
  );
}

const pathOf = (search: string, after?: string) =>
  `/support?${new URLSearchParams({ q: search, ...(after && { after }) })}`;
