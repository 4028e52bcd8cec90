import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The search box for anything a customer may say on the phone, as a plain form. It posts, so that no name gets into an address. */
export function SearchForm({ search }: { search: string }) {
  const t = useTranslations("search");
  return (
    <form method="post" action={routes.searchCustomers()} className="mt-4 flex max-w-device items-end gap-3">
      <label className="block min-w-0 grow">
        <span className={fieldLabel}>{t("label")}</span>
        <span className="relative block">
          <Icon name="search" className="pointer-events-none absolute top-3.5 left-3 size-5 text-muted" />
          <input
            type="search"
            name="q"
            defaultValue={search}
            // biome-ignore lint/a11y/noAutofocus: staff come here to search, and focus skips nothing above it
            autoFocus
            // More than the search accepts, so that it can explain its limit, but short enough for an address, sealed.
            maxLength={300}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-describedby="search-answer"
            className={`${field} pl-10`}
          />
        </span>
      </label>
      <button type="submit" className={button.secondary}>
        {t("submit")}
      </button>
    </form>
  );
}
