import { button } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { Section } from "./section";

/** The switch for levels of supplies. */
export function LevelsSection({ shown }: { shown: boolean }) {
  const t = useTranslations("account.levels");
  return (
    <Section id="levels" title={t("title")}>
      <p className="mt-2 max-w-words text-muted">{t(shown ? "on" : "off")}</p>
      <form method="post" action={routes.setLevels()} className="mt-4">
        <button type="submit" name="levels" value={shown ? "off" : "on"} className={button.secondary}>
          {t(shown ? "hide" : "show")}
        </button>
        {shown && <p className="mt-2 text-meta text-muted">{t("hint")}</p>}
      </form>
    </Section>
  );
}
