import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The staff pages in navigation order, with the roles that see each. */
const entries = [
  { name: "overview", path: routes.admin, roles: ["admin"] },
  { name: "search", path: routes.support, roles: ["support", "admin"] },
  { name: "devices", path: routes.reporting, roles: ["admin"] },
  { name: "models", path: routes.models, roles: ["admin"] },
  { name: "import", path: routes.imports, roles: ["admin"] },
  { name: "audit", path: routes.audit, roles: ["admin"] },
  { name: "staff", path: routes.staff, roles: ["admin"] },
  { name: "keys", path: routes.keys, roles: ["admin"] },
] as const;

/** The name of a page in the navigation. */
export type StaffPage = (typeof entries)[number]["name"];

type Props = { role: "support" | "admin"; current: StaffPage | null };

/** The navigation between staff pages. */
export function StaffNavigation({ role, current }: Props) {
  const t = useTranslations("desk");
  const offered = entries.filter(({ roles }) => (roles as readonly string[]).includes(role));
  return (
    <nav aria-label={t("pages")} className="border-b border-line">
      <div className="-ml-3 flex flex-wrap gap-x-1">
        {offered.map(({ name, path }) => (
          <a
            key={name}
            href={path()}
            aria-current={name === current ? "page" : undefined}
            className={`-mb-px inline-flex min-h-12 items-center border-b-2 px-3 font-medium ${
              name === current ? "border-accent" : "border-transparent text-muted hover:text-ink"
            }`}
          >
            {t(name)}
          </a>
        ))}
      </div>
    </nav>
  );
}
