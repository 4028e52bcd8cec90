import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { routes } from "@/lib/routes";
import type { Partner } from "./types";

type Props = {
  partner: Partner;
  signedIn: boolean;
  name: string | null;
  /** Whether the viewer has an account page. */
  account: boolean;
  /** Class of the widest that the page gets. */
  width: string;
};

/** The partner first; on the right who is signed in, the way to their account, and the way out. */
export function Header({ partner, signedIn, name, account, width }: Props) {
  const t = useTranslations("layout");
  return (
    <header
      className={`mx-auto flex w-full ${width} items-center justify-between gap-2 px-4 py-3 sm:px-6 md:px-8`}
    >
      <a
        href={routes.welcome()}
        className="flex min-h-12 min-w-0 items-center"
        aria-label={t("title", { partner: partner.name })}
      >
        <Logo partner={partner} />
      </a>
      {signedIn && (
        <div className="flex items-center">
          {account ? (
            <AccountLink name={name} />
          ) : (
            name && <span className="mr-3 truncate text-meta text-muted max-sm:hidden">{name}</span>
          )}
          <form method="post" action={routes.signOut()} className="-mr-3">
            <button
              type="submit"
              className="min-h-12 rounded-control px-3 text-body font-medium hover:bg-sunken"
            >
              {t("signOut")}
            </button>
          </form>
        </div>
      )}
    </header>
  );
}

/** A person's name, where a phone has room for a symbol only. */
function AccountLink({ name }: { name: string | null }) {
  const t = useTranslations("account");
  return (
    <a
      href={routes.account()}
      aria-label={name ? t("linkOf", { name }) : undefined}
      className="flex min-h-12 min-w-12 items-center justify-center rounded-control px-3 text-muted hover:bg-sunken hover:text-ink"
    >
      <Icon name="person" className="size-6 sm:hidden" />
      <span dir="auto" className="truncate text-meta max-sm:sr-only">
        {name ?? t("link")}
      </span>
    </a>
  );
}

function Logo({ partner }: { partner: Partner }) {
  if (!partner.logo) return <span className="min-w-0 text-card font-bold">{partner.name}</span>;
  // Not next/image: it writes inline styles, and a logo needs no sizes.
  return (
    <picture className="min-w-0">
      {partner.logoDark && <source media="(prefers-color-scheme: dark)" srcSet={partner.logoDark} />}
      <img src={partner.logo} alt="" height={28} className="h-7 w-auto max-w-full object-contain" />
    </picture>
  );
}
