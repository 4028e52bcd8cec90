import { useTranslations } from "next-intl";
import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";

type Props = {
  /** Where the code is posted to. */
  action: string;
  label: string;
  /** Where the right code leads, if that is open. */
  callbackUrl?: string;
  /** What was wrong with the last attempt, in words. */
  problem?: string;
};

/** Takes the eight digits from a mail: typed in groups, pasted, or offered by the phone. */
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
          // biome-ignore lint/a11y/noAutofocus: the page has only this field, below everything that explains it
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
