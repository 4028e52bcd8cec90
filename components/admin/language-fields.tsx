import { useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";
import { type FormState, listEntries } from "./fields";
import { TextField } from "./text-field";

type Props = {
  form: FormState;
  /** The text's name; those by language are called `{name}.{language}`. */
  name: string;
  label: string;
  /** The portal's languages. */
  languages: readonly string[];
  maxLength: number;
  required?: boolean;
  hint?: string;
};

/** A text, and the same by language. The portal's languages come first, then others that the text already has. */
export function LanguageFields({ form, name, label, languages, maxLength, required, hint }: Props) {
  const t = useTranslations("models.form");
  const [first = "", ...others] = languages;
  const offered = [...others, ...listEntries(form.fields, name).filter((tag) => !others.includes(tag))];
  const done = offered.filter((tag) => form.fields[`${name}.${tag}`]).length;
  const isOpen = offered.some((tag) => form.problems[`${name}.${tag}`]);
  return (
    <div className="grid gap-2">
      <TextField
        form={form}
        name={name}
        label={t("inFirst", { field: label, language: formatLanguage(first) })}
        hint={hint}
        maxLength={maxLength}
        required={required}
      />
      <details open={isOpen}>
        <summary className="ml-5 w-fit list-outside py-[calc((3rem-1lh)/2)] text-accent underline decoration-1 underline-offset-4">
          {t("otherLanguages", { field: label, done, all: offered.length })}
        </summary>
        <div id={`${name}-languages`} className="grid gap-3 pb-2 sm:grid-cols-2">
          {offered.map((tag) => (
            <TextField
              key={tag}
              form={form}
              name={`${name}.${tag}`}
              label={formatLanguage(tag)}
              lang={tag}
              maxLength={maxLength}
            />
          ))}
        </div>
      </details>
    </div>
  );
}
