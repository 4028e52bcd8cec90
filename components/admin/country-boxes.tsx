import { Problem } from "@/components/ui/problem";
import { sortCountries } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { type FormState, listEntries } from "./fields";

type Props = { form: FormState; documented: readonly string[]; all: readonly string[] };

/** The countries of a model: those that Amazon names and the chosen ones first, the others on request. */
export function CountryBoxes({ form, documented, all }: Props) {
  const t = useTranslations("models.form");
  const chosen = listEntries(form.fields, "country");
  const first = [...documented, ...chosen.filter((code) => !documented.includes(code))];
  const others = all.filter((code) => !first.includes(code));
  const problem = form.problems.countries;
  return (
    <fieldset id="countries" aria-describedby={problem ? "countries-problem" : undefined}>
      <legend className="sr-only">{t("countries")}</legend>
      <Boxes codes={first} chosen={chosen} />
      {problem && <Problem id="countries-problem">{problem}</Problem>}
      <details>
        <summary className="ml-5 w-fit list-outside py-[calc((3rem-1lh)/2)] text-accent underline decoration-1 underline-offset-4">
          {t("otherCountries")}
        </summary>
        <Boxes codes={others} chosen={[]} />
      </details>
    </fieldset>
  );
}

type BoxesProps = { codes: readonly string[]; chosen: readonly string[] };

const Boxes = ({ codes, chosen }: BoxesProps) => (
  <div className="grid grid-cols-[repeat(auto-fill,minmax(min(12rem,100%),1fr))] gap-x-4">
    {sortCountries(codes, useLocale()).map(({ code, name }) => (
      <label key={code} className="flex min-h-12 items-center gap-3 leading-tight">
        <input
          type="checkbox"
          name={`country.${code}`}
          value="on"
          defaultChecked={chosen.includes(code)}
          className="size-5 shrink-0 accent-accent"
        />
        <span className="min-w-0 wrap-anywhere">{name}</span>
      </label>
    ))}
  </div>
);
