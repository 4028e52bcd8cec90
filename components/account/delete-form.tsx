import { useTranslations } from "next-intl";
import { button, loneLink } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";

/** Takes the word that has to be typed before an account is deleted. */
export function DeleteForm({ wrong }: { wrong: boolean }) {
  const t = useTranslations("account.delete");
  const word = t("word");
  return (
    <form method="post" action="/account/delete/confirm" className="mt-4 max-w-96">
      <label className="block">
        <span className={fieldLabel}>{t("label", { word })}</span>
        <input
          name="word"
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? "word-problem" : undefined}
          className={field}
        />
      </label>
      {wrong && <Problem id="word-problem">{t("wrong", { word })}</Problem>}
      <p className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        <button type="submit" className={button.danger}>
          {t("submit")}
        </button>
        <a href="/account" className={loneLink}>
          {t("keep")}
        </a>
      </p>
    </form>
  );
}
