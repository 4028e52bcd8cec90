import { useTranslations } from "next-intl";
import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";

type Props = {
  callbackUrl: string;
  /** What was wrong with the last attempt, in words. */
  problem?: string;
};

/** Asks for the address that a code goes to. */
export function EmailForm({ callbackUrl, problem }: Props) {
  const t = useTranslations("signIn");
  return (
    <form method="post" action="/sign-in/code/send" className="max-w-96">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <label className="block">
        <span className={fieldLabel}>{t("email")}</span>
        <input
          type="email"
          name="email"
          required
          maxLength={254}
          autoComplete="email"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby="email-note"
          className={field}
        />
      </label>
      {problem && (
        <p role="alert" className="mt-2 text-danger">
          {problem}
        </p>
      )}
      <p id="email-note" className="mt-2 text-meta text-muted">
        {t("emailNote")}
      </p>
      <button type="submit" className={`${button.primary} mt-4 w-full`}>
        {t("sendCode")}
      </button>
    </form>
  );
}
