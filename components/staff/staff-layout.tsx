import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** The pages of the desk by their addresses; those below /admin are for administrators. */
const pages = { search: "/support", audit: "/admin/audit", staff: "/admin/staff" } as const;

type Props = { role: "support" | "admin"; current: keyof typeof pages | null; children: ReactNode };

/** A staff page: denser than a customer's, with the way to the others on top. */
export function StaffLayout({ role, current, children }: Props) {
  const t = useTranslations("desk");
  const offered = (["search", "audit", "staff"] as const).filter(
    (page) => page === "search" || role === "admin",
  );
  return (
    <div className="text-desk">
      <nav aria-label={t("pages")} className="border-b border-line">
        <div className="-ml-3 flex gap-1">
          {offered.map((page) => (
            <a
              key={page}
              href={pages[page]}
              aria-current={page === current ? "page" : undefined}
              className={`-mb-px inline-flex min-h-12 items-center border-b-2 px-3 font-medium ${
                page === current ? "border-accent" : "border-transparent text-muted hover:text-ink"
              }`}
            >
              {t(page)}
            </a>
          ))}
        </div>
      </nav>
      <div className="py-4 sm:py-6">{children}</div>
    </div>
  );
}
