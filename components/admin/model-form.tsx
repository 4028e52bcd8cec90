import { button } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ChoiceField } from "./choice-field";
import { CountryBoxes } from "./country-boxes";
import { type FormState, listKeys } from "./fields";
import { FormSection } from "./form-section";
import { LanguageFields } from "./language-fields";
import { PictureField } from "./picture-field";
import { SlotFields } from "./slot-fields";
import { TextField } from "./text-field";

type Props = {
  form: FormState;
  modelId: string;
  /** Name of the state that the form was made from. */
  seen: string;
  /** Registered and removed devices: while there are any, Amazon's ids stay. */
  used: number;
  /** Instances of slots that are stored, by their keys in the form. */
  stored: Readonly<Record<string, string>>;
  languages: readonly string[];
  /** Codes of countries: those that Amazon names, and all. */
  countries: { documented: readonly string[]; all: readonly string[] };
  drawings: readonly string[];
  maxSlots: number;
  /** The vendor code of models without their own. */
  vendorCode: string;
  /** The problem of the uploaded picture. */
  pictureProblem?: string;
};

/** The id of the form; the preview's fields outside belong to it, too. */
export const formId = "model-form";

/** The form of a model. Its buttons answer with the form again, so that it works without JavaScript. */
export function ModelForm({ form, modelId, seen, used, stored, languages, ...props }: Props) {
  const t = useTranslations("models");
  const keys = listKeys(form.fields);
  return (
    <form
      id={formId}
      method="post"
      encType="multipart/form-data"
      action={routes.draftModel({ modelId })}
      className="grid gap-8"
    >
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="slots" value={keys.join(",")} />
      {/* What the Enter key presses. */}
      <button type="submit" name="do" value="review" tabIndex={-1} aria-hidden="true" className="sr-only" />
      <FormSection title={t("form.names")}>
        <LanguageFields
          form={form}
          name="name"
          label={t("fields.name")}
          languages={languages}
          maxLength={100}
          required
          hint={t("form.nameHint")}
        />
        <PictureField form={form} drawings={props.drawings} problem={props.pictureProblem} />
      </FormSection>
      <FormSection title={t("fields.countries")} text={t("form.countriesText")}>
        <CountryBoxes form={form} {...props.countries} />
      </FormSection>
      <FormSection
        id="slots"
        title={t("form.slots")}
        text={used > 0 ? t("form.slotsLocked", { count: used }) : undefined}
      >
        {keys.length === 0 && <p>{t("form.noSlots")}</p>}
        {keys.map((key, index) => (
          <SlotFields
            key={key}
            form={form}
            slotKey={key}
            place={{ isFirst: index === 0, isLast: index === keys.length - 1 }}
            isLocked={used > 0 && stored[key] !== undefined}
            languages={languages}
            documented={props.countries.documented}
          />
        ))}
        {keys.length < props.maxSlots && (
          <button
            type="submit"
            name="do"
            value="add"
            formNoValidate
            className={`${button.secondary} justify-self-start`}
          >
            {t("form.addSlot")}
          </button>
        )}
      </FormSection>
      <FormSection title={t("form.readings")} text={t("form.readingsText")}>
        <fieldset>
          <legend className="mb-1 font-medium">{t("fields.silentAfter")}</legend>
          <div className="grid max-w-96 grid-cols-2 gap-3">
            <TextField
              form={form}
              name="silent.days"
              label={t("form.days")}
              inputMode="numeric"
              maxLength={3}
            />
            <TextField
              form={form}
              name="silent.hours"
              label={t("form.hours")}
              inputMode="numeric"
              maxLength={3}
            />
          </div>
        </fieldset>
        <ChoiceField
          form={form}
          name="forecast"
          label={t("fields.forecast")}
          initial="on"
          options={[
            { value: "on", text: t("form.forecastOn") },
            { value: "off", text: t("form.forecastOff") },
          ]}
        />
        <LanguageFields
          form={form}
          name="noLevel"
          label={t("fields.noLevel")}
          languages={languages}
          maxLength={200}
          hint={t("form.noLevelHint")}
        />
      </FormSection>
      <FormSection title={t("form.amazon")}>
        <p className="text-muted">{t("form.modelIdLocked")}</p>
        <TextField
          form={form}
          name="vendorCode"
          label={t("fields.vendorCode")}
          hint={
            used > 0
              ? t("form.vendorLocked", { count: used })
              : t("form.vendorHint", { code: props.vendorCode })
          }
          maxLength={128}
          spellCheck={false}
          readOnly={used > 0}
        />
      </FormSection>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap gap-3 border-t border-line bg-background px-4 py-3">
        <button type="submit" name="do" value="review" className={button.primary}>
          {t("form.review")}
        </button>
      </div>
    </form>
  );
}
