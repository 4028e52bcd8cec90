import { Icon } from "@/components/ui/icon";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import type { OwnLinks, Partner } from "./types";

type Props = {
  partner: Partner;
  /** The partner's own. */
  links: OwnLinks["header"];
  signedIn: boolean;
  name: string | null;
  /** Whether the viewer has an account page. */
  account: boolean;
  /** Class for the page's maximum width. */
  width: string;
};

/** The partner's logo, the account and sign-out of a signed-in viewer and, but on phones, the partner's own links. */
export function Header({ partner, links, signedIn, name, account, width }: Props) {
  const t = useTranslations("layout");
  return (
    <header className={`frame ${width}`}>
      <div className="flex h-16 items-center justify-between gap-2">
        <a
          href={partner.home}
          className="flex min-h-12 min-w-0 items-center"
          aria-label={t(partner.home === routes.welcome() ? "title" : "partnerLinks", {
            partner: partner.name,
          })}
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
              <button type="submit" className="bar-link font-medium">
                {t("signOut")}
              </button>
            </form>
          </div>
        )}
      </div>
      {links.length > 0 && (
        <nav
          aria-label={t("partnerLinks", { partner: partner.name })}
          className="flex flex-wrap gap-x-6 border-t border-line text-meta text-muted max-sm:hidden"
        >
          {links.map(({ label, url }) => (
            <a key={`${label} ${url}`} href={url} className="link-quiet">
              {label}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

/** The link to the account page: the customer's name or, on phones, an icon. */
function AccountLink({ name }: { name: string | null }) {
  const t = useTranslations("account");
  return (
    <a
      href={routes.account()}
      aria-label={name ? t("linkOf", { name }) : undefined}
      className="bar-link text-muted hover:text-ink"
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
  // Not next/image, which writes inline styles; a logo needs no responsive sizes.
  return (
    <picture className="min-w-0">
      {partner.logoDark && <source media="(prefers-color-scheme: dark)" srcSet={partner.logoDark} />}
      <img src={partner.logo} alt="" height={28} className="h-7 w-auto max-w-full object-contain" />
    </picture>
  );
}
