import { textLink } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { files, routes } from "@/lib/routes";

/** What to do while no device has reported, or there is none. */
export function NoReports({ hasDevices }: { hasDevices: boolean }) {
  const t = useTranslations(hasDevices ? "reporting.noReports" : "reporting.noDevices");
  return (
    <div className="max-w-words text-body">
      <p className="font-medium">{t("title")}</p>
      <p className="mt-2">
        {t.rich("text", {
          link: (words) => (
            <a href={hasDevices ? files.reference() : routes.imports()} className={textLink}>
              {words}
            </a>
          ),
        })}
      </p>
    </div>
  );
}
