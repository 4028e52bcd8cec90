import { button, loneLink, textLink } from "@/components/ui/button";
import { formatCountry } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The page that the answer returns to: a device, the account page, or the list if it names neither. */
export type Asker = { device?: string; page?: "account" };

/** The fields of a form that say where its answer returns to. */
export const AskerFields = ({ from }: { from: Asker }) =>
  Object.entries(from).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);

/**
 * The question for the country, shown until it is known: a guess to confirm, and the way to the page with all
 * countries, whose list would make each of these pages 30 kB longer.
 */
export function CountryQuestion({ guess, from }: { guess: string | null; from: Asker }) {
  const t = useTranslations("country");
  const language = useLocale();
  return (
    <section aria-labelledby="country" className="rounded-tile bg-surface p-5 shadow-tile sm:p-6">
      <h2 id="country" className="text-section font-medium">
        {t("question")}
      </h2>
      <p className="mt-2 max-w-words text-muted">{t("why")}</p>
      <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        {guess && (
          <form method="post" action={routes.setCountry()}>
            <AskerFields from={from} />
            <button
              type="submit"
              name="country"
              value={guess}
              aria-describedby="country"
              className={button.primary}
            >
              {formatCountry(guess, language)}
            </button>
          </form>
        )}
        <a href={routes.askCountry(from)} className={guess ? loneLink : button.primary}>
          {t(guess ? "another" : "choose")}
        </a>
      </div>
    </section>
  );
}

/** The link to change the country later; long enough for two lines on a phone. */
export function CountryChange({ from }: { from: Asker }) {
  const t = useTranslations("country");
  return (
    <a href={routes.askCountry(from)} className={`${textLink} block w-fit py-3`}>
      {t("change")}
    </a>
  );
}
