import { button } from "@/components/ui/button";
import { field } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Names = "id" | "name";
type Props = { filled: Record<Names, string>; problems: Partial<Record<Names, string>> };

/** The form that makes a model. */
export function NewModelForm({ filled, problems }: Props) {
  const t = useTranslations("models.new");
  return (
    <form method="post" action={routes.createModel()} className="grid gap-6">
      {(["id", "name"] as const).map((name) => (
        <div key={name} className="max-w-96">
          <label htmlFor={name} className="mb-1 block font-medium">
            {t(name)}
          </label>
          <input
            id={name}
            name={name}
            required
            maxLength={name === "id" ? 128 : 100}
            defaultValue={filled[name]}
            dir="auto"
            autoComplete="off"
            spellCheck={name === "id" ? false : undefined}
            aria-invalid={problems[name] ? true : undefined}
            aria-describedby={problems[name] ? `${name}-problem ${name}-hint` : `${name}-hint`}
            className={field}
          />
          {problems[name] && <Problem id={`${name}-problem`}>{problems[name]}</Problem>}
          <p id={`${name}-hint`} className="mt-1 text-meta text-muted">
            {t(`${name}Hint`)}
          </p>
        </div>
      ))}
      <button type="submit" className={`${button.primary} sm:justify-self-start`}>
        {t("submit")}
      </button>
    </form>
  );
}
