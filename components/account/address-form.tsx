import { useTranslations } from "next-intl";
import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";

/** Asks for the new address. `problem`: what was wrong with the last attempt, in words. */
export function AddressForm({ problem }: { problem?: string }) {
  const t = useTranslations("account.email");
  return (
    <form method="post" action="/account/email/send" className="max-w-96">
      <label className="block">
        <span className={fieldLabel}>{t("label")}</span>
        <input
          type="email"
          name="email"
          required
          maxLength={254}
          autoComplete="email"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "address-problem" : undefined}
          className={field}
        />
      </label>
      {problem && (
        <p id="address-problem" role="alert" className="mt-2 text-danger">
          {problem}
        </p>
      )}
      <button type="submit" className={`${button.primary} mt-4 w-full`}>
        {t("send")}
      </button>
    </form>
  );
}
