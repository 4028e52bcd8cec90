import { isolate } from "@/components/ui/isolate";
import { sortCountries } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { measurements, sensors, supplies } from "@/lib/models/types";
import { ChoiceField } from "./choice-field";
import { type FormState, listEntries } from "./fields";
import { LanguageFields } from "./language-fields";
import { SlotButtons } from "./slot-buttons";
import { TextField } from "./text-field";

type Props = {
  form: FormState;
  slotKey: string;
  place: { isFirst: boolean; isLast: boolean };
  /** Whether devices rely on it: its instance stays, and it cannot be removed. */
  isLocked: boolean;
  languages: readonly string[];
  documented: readonly string[];
};

/** The fields of a slot: one consumable with its sensor. */
export function SlotFields({ form, slotKey, place, isLocked, languages, documented }: Props) {
  const t = useTranslations("models");
  const name = (field: string) => `slot.${slotKey}.${field}`;
  const own = form.fields[name(`name.${useLocale()}`)];
  const title = isolate(own || form.fields[name("name")] || t("form.newSlot"));
  const isWrong = Object.keys(form.problems).some((field) => field.startsWith(name("")));
  return (
    <details open={isWrong || !form.fields[name("name")]} className="rounded-row bg-surface shadow-tile">
      <summary className="rounded-row px-4 py-3 hover:bg-sunken sm:px-5">
        <span id={`slot.${slotKey}.title`} className="text-card font-medium wrap-anywhere">
          {title}
        </span>
      </summary>
      <fieldset
        id={`slot.${slotKey}`}
        aria-labelledby={`slot.${slotKey}.title`}
        className="grid min-w-0 gap-4 px-4 pt-1 pb-4 sm:px-5 sm:pb-5"
      >
        <SlotButtons slotKey={slotKey} isLocked={isLocked} {...place} />
        <LanguageFields
          form={form}
          name={name("name")}
          label={t("fields.name")}
          languages={languages}
          maxLength={100}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <ChoiceField
            form={form}
            name={name("supply")}
            label={t("fields.supply")}
            initial="supply"
            options={supplies.map((value) => ({ value, text: t(`choices.supply.${value}`) }))}
          />
          <TextField
            form={form}
            name={name("instance")}
            label={t("fields.instance")}
            hint={isLocked ? undefined : t("form.instanceHint")}
            maxLength={256}
            spellCheck={false}
            readOnly={isLocked}
          />
          <ChoiceField
            form={form}
            name={name("sensor")}
            label={t("fields.sensor")}
            initial="level"
            options={sensors.map((value) => ({ value, text: t(`choices.sensor.${value}`) }))}
          />
          <ChoiceField
            form={form}
            name={name("measurement")}
            label={t("fields.measurement")}
            initial=""
            options={[
              { value: "", text: t("form.noMeasurement") },
              ...measurements.map((value) => ({ value, text: t(`choices.measurement.${value}`) })),
            ]}
          />
          <TextField
            form={form}
            name={name("unit")}
            label={t("fields.unit")}
            hint={t("form.unitHint")}
            maxLength={40}
            spellCheck={false}
          />
          <TextField
            form={form}
            name={name("lowAt")}
            label={t("fields.lowAt")}
            inputMode="decimal"
            maxLength={20}
          />
          <TextField
            form={form}
            name={name("capacity")}
            label={t("fields.capacity")}
            inputMode="decimal"
            maxLength={20}
          />
          <TextField
            form={form}
            name={name("partNumber")}
            label={t("fields.partNumber")}
            maxLength={100}
            spellCheck={false}
          />
        </div>
        <ShopFields form={form} name={name("shop")} documented={documented} />
      </fieldset>
    </details>
  );
}

/** The partner's own shop by country: for the model's countries, those that Amazon names, and those that have one. */
function ShopFields({
  form,
  name,
  documented,
}: {
  form: FormState;
  name: string;
  documented: readonly string[];
}) {
  const t = useTranslations("models");
  const written = listEntries(form.fields, name);
  const codes = [...new Set([...documented, ...listEntries(form.fields, "country"), ...written])];
  const isOpen = codes.some((code) => form.problems[`${name}.${code}`]);
  return (
    <details open={isOpen}>
      <summary className="ml-5 w-fit list-outside py-[calc((3rem-1lh)/2)] text-accent underline decoration-1 underline-offset-4">
        {t("form.shops", { count: written.length })}
      </summary>
      <div className="grid gap-3 sm:grid-cols-2">
        {sortCountries(codes, useLocale()).map(({ code, name: country }) => (
          <TextField
            key={code}
            form={form}
            name={`${name}.${code}`}
            label={country}
            inputMode="url"
            maxLength={2000}
            spellCheck={false}
          />
        ))}
      </div>
    </details>
  );
}
