import { useTranslations } from "next-intl";
import type { Partner } from "./types";

type Props = { partner: Partner; signedIn: boolean; name: string | null };

/** The partner first; on the right who is signed in and the way out. */
export function Header({ partner, signedIn, name }: Props) {
  const t = useTranslations("layout");
  return (
    <header className="mx-auto flex w-full max-w-list items-center justify-between gap-4 px-4 py-3 sm:px-6 md:px-8">
      <a
        href="/"
        className="flex min-h-12 min-w-0 items-center"
        aria-label={t("title", { partner: partner.name })}
      >
        <Logo partner={partner} />
      </a>
      {signedIn && (
        <form method="post" action="/sign-out" className="flex min-w-0 items-center gap-3">
          {name && <span className="hidden truncate text-meta text-muted sm:block">{name}</span>}
          <button
            type="submit"
            className="-mr-3 min-h-12 shrink-0 rounded-control px-3 text-body font-medium hover:bg-sunken"
          >
            {t("signOut")}
          </button>
        </form>
      )}
    </header>
  );
}

function Logo({ partner }: { partner: Partner }) {
  if (!partner.logo) return <span className="text-card font-bold">{partner.name}</span>;
  // Not next/image: it writes inline styles, and a logo needs no sizes.
  return (
    <picture>
      {partner.logoDark && <source media="(prefers-color-scheme: dark)" srcSet={partner.logoDark} />}
      <img src={partner.logo} alt="" height={28} className="h-7 w-auto max-w-full object-contain" />
    </picture>
  );
}
