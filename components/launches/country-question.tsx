import type { ComponentProps } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { CountryForm } from "./country-form";

type Form = ComponentProps<typeof CountryForm>;

/** The question for the country, shown until it is known. */
export function CountryQuestion({ problem, ...form }: Form & { problem: string | undefined }) {
  const t = useTranslations("country");
  return (
    <section aria-labelledby="country" className="rounded-tile bg-surface p-5 shadow-tile sm:p-6">
      <h2 id="country" className="text-section font-medium">
        {t("question")}
      </h2>
      <p className="mt-2 max-w-words text-muted">
        {t("why")} {form.chosen && t("guess")}
      </p>
      {problem && <Problem>{problem}</Problem>}
      <CountryForm {...form} />
    </section>
  );
}

/** The collapsed form that changes the country later. */
export function CountryChange(props: Form) {
  const t = useTranslations("country");
  return (
    <Disclosure summary={t("change")}>
      <CountryForm {...props} />
    </Disclosure>
  );
}
