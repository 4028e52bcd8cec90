import { button } from "@/components/ui/button";
import { oneField } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import type { DeviceCard } from "@/lib/dash/types";
import { sortCountries } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { CountryField, countryProblemId } from "./country-field";

type Props = {
  card: DeviceCard;
  /** The model's name. */
  model: string;
  /** What the link names; the answer's page is asked for the same. */
  asked: Readonly<Record<"model" | "serial" | "via", string | null>>;
  /** The countries where the model is offered. */
  codes: string[];
  /** The current country, or a guess. */
  chosen: string | null;
  isWrong: boolean;
  /** Whether there is no way on without an answer. */
  leads: boolean;
};

/** The question for the country of somebody who is not signed in. The answer stands in the address and nowhere else. */
export function VisitCountry({ card, model, asked, codes, chosen, isWrong, leads }: Props) {
  const t = useTranslations();
  const countries = sortCountries(codes, useLocale());
  return (
    <>
      <form action={routes.openStart({ card })} className={oneField}>
        {(["model", "serial", "via"] as const).map((name) =>
          asked[name] ? <input key={name} type="hidden" name={name} value={asked[name]} /> : null,
        )}
        <CountryField
          countries={countries}
          chosen={chosen && codes.includes(chosen) ? chosen : null}
          isWrong={isWrong}
        />
        <button type="submit" className={leads ? button.primary : button.secondary}>
          {t("visit.setCountry")}
        </button>
      </form>
      {isWrong && <Problem id={countryProblemId}>{t("country.wrong")}</Problem>}
      <p className="mt-2 max-w-words text-meta text-muted">{t("visit.offered", { model })}</p>
    </>
  );
}
