import { button, loneLink } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/**
 * The form that asks for a confirmation word before deleting an account.
 * @param problem error message for the last attempt
 */
export function DeleteForm({ problem }: { problem: string | undefined }) {
  const t = useTranslations("account.delete");
  const word = t("word");
  return (
    <form method="post" action={routes.confirmDeletion()} className="mt-4 max-w-96">
      <label className="block">
        <span className={fieldLabel}>{t("label", { word })}</span>
        <input
          name="word"
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "word-problem" : undefined}
          className={field}
        />
      </label>
      {problem && <Problem id="word-problem">{problem}</Problem>}
      <p className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        <button type="submit" className={button.danger}>
          {t("submit")}
        </button>
        <a href={routes.account()} className={loneLink}>
          {t("keep")}
        </a>
      </p>
    </form>
  );
}
