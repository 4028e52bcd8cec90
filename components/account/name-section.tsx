import { button } from "@/components/ui/button";
import { field, fieldLabel, oneField, oneFieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { Section } from "./section";

type Props = {
  name: string | null;
  /** Error message for the last attempt. */
  problem: string | undefined;
};

/** The form that changes the customer's name. */
export function NameSection({ name, problem }: Props) {
  const t = useTranslations("account.name");
  return (
    <Section id="name" title={t("title")}>
      <form method="post" action={routes.setName()} className={oneField}>
        <label className={oneFieldLabel}>
          <span className={fieldLabel}>{t("label")}</span>
          <input
            name="name"
            required
            dir="auto"
            autoComplete="name"
            defaultValue={name ?? ""}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? "name-problem" : undefined}
            className={field}
          />
        </label>
        <button type="submit" className={button.secondary}>
          {t("save")}
        </button>
      </form>
      {problem && <Problem id="name-problem">{problem}</Problem>}
    </Section>
  );
}
