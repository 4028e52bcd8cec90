import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";

type Props = {
  /** Path to post the address to. */
  action: string;
  label: string;
  submit: string;
  /** Page to open after the code is entered, unless it is fixed. */
  callbackUrl?: string;
  note?: string;
  /** Error message for the last attempt. */
  problem?: string;
};

/** The form that asks for the e-mail address to send a code to. */
export function EmailForm({ action, label, submit, callbackUrl, note, problem }: Props) {
  const described = [problem && "email-problem", note && "email-note"].filter(Boolean).join(" ");
  return (
    <form method="post" action={action} className="max-w-96">
      {callbackUrl && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <label className="block">
        <span className={fieldLabel}>{label}</span>
        <input
          type="email"
          name="email"
          required
          maxLength={254}
          autoComplete="email"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described || undefined}
          className={field}
        />
      </label>
      {problem && <Problem id="email-problem">{problem}</Problem>}
      {note && (
        <p id="email-note" className="mt-2 text-meta text-muted">
          {note}
        </p>
      )}
      <button type="submit" className={`${button.primary} mt-4 w-full`}>
        {submit}
      </button>
    </form>
  );
}
