import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { CountryForm } from "./country-form";

type Form = ComponentProps<typeof CountryForm>;

/** Asked once, while no country is known. */
export function CountryQuestion({ wrong, ...form }: Form & { wrong: boolean }) {
  const t = useTranslations("country");
  return (
    <section aria-labelledby="country" className="rounded-tile bg-surface p-5 shadow-tile sm:p-6">
      <h2 id="country" className="text-section font-medium">
        {t("question")}
      </h2>
      <p className="mt-2 max-w-words text-muted">
        {t("why")} {form.chosen && t("guess")}
      </p>
      {wrong && (
        <p role="alert" className="mt-2 text-danger">
          {t("wrong")}
        </p>
      )}
      <CountryForm {...form} />
    </section>
  );
}

/** Folded away: changing the country later. */
export function CountryChange(props: Form) {
  const t = useTranslations("country");
  return (
    <details>
      <summary className="ml-5 w-fit list-outside py-3 text-accent underline decoration-1 underline-offset-4">
        {t("change")}
      </summary>
      <CountryForm {...props} />
    </details>
  );
}
