import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";

type Props = {
  /** Path to post the code to. */
  action: string;
  label: string;
  /** Page to open after a correct code, unless it is fixed. */
  callbackUrl?: string;
  /** Error message for the last attempt. */
  problem?: string;
};

/** The form for the eight digits from the e-mail: typed in groups, pasted or autofilled. */
export function CodeForm({ action, label, callbackUrl, problem }: Props) {
  const t = useTranslations("code");
  return (
    <form method="post" action={action} className="max-w-96">
      {callbackUrl && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <label className="block">
        <span className={fieldLabel}>{t("label")}</span>
        <input
          name="code"
          required
          maxLength={30}
          inputMode="numeric"
          autoComplete="one-time-code"
          // biome-ignore lint/a11y/noAutofocus: it is the only field, and the explanation comes before it
          autoFocus
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "code-problem" : undefined}
          className={`${field} min-h-14 text-page tracking-widest tabular-nums`}
        />
      </label>
      {problem && <Problem id="code-problem">{problem}</Problem>}
      <button type="submit" className={`${button.primary} mt-4 w-full`}>
        {label}
      </button>
    </form>
  );
}
