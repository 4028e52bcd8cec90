import { useTranslations } from "@/lib/i18n/intl";

/** The three steps that explain the portal on the welcome page. */
export function WelcomeSteps({ partner }: { partner: string }) {
  const t = useTranslations("welcome");
  return (
    <section className="mt-12" aria-labelledby="steps">
      <h2 id="steps" className="sr-only">
        {t("stepsTitle")}
      </h2>
      <ol className="grid gap-6 sm:grid-cols-3">
        {([1, 2, 3] as const).map((step) => (
          <li key={step}>
            <span
              aria-hidden="true"
              className="grid size-8 place-items-center rounded-full bg-sunken text-meta font-medium"
            >
              {step}
            </span>
            <h3 className="mt-3 text-card font-medium">{t(`step${step}`)}</h3>
            <p className="mt-1 max-w-words text-muted">{t(`step${step}Text`, { partner })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
