import { button } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { Section } from "./section";

/** The e-mail address, with a link to change it if the portal can send mail. */
export function EmailSection({ email, changeable }: { email: string | null; changeable: boolean }) {
  const t = useTranslations("account.email");
  return (
    <Section id="email" title={t("title")}>
      <p className={`mt-2 wrap-anywhere ${email ? "" : "text-muted"}`}>{email ?? t("none")}</p>
      {changeable && (
        <a href={routes.email()} className={`${button.secondary} mt-4`}>
          {t(email ? "change" : "add")}
        </a>
      )}
    </Section>
  );
}
