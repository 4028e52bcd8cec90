import { button } from "@/components/ui/button";
import { field } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { defaultDays, offeredDays } from "@/lib/api-keys/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { PurposeChoice } from "./purpose-choice";

type Props = {
  /** Names this form, so that sending it twice makes one key. */
  id: string;
  /** Values of the last attempt. */
  filled: { purpose: string; name: string; days: string };
  /** Error messages for the last attempt. */
  problems: { purpose?: string; name?: string };
};

/** The form that makes a key. It asks first what will use the key, which decides its scopes. */
export function NewKeyForm({ id, filled, problems }: Props) {
  const t = useTranslations("keys.new");
  const days = offeredDays.find((offered) => String(offered) === filled.days) ?? defaultDays;
  return (
    <form method="post" action={routes.createKey()} className="grid gap-6">
      <input type="hidden" name="id" value={id} />
      <PurposeChoice chosen={filled.purpose} problem={problems.purpose} />
      <div className="max-w-96">
        <label htmlFor="name" className="mb-1 block font-medium">
          {t("name")}
        </label>
        <input
          id="name"
          name="name"
          required
          // In UTF-16 units, enough for any 60 characters. Longer input gets an error, not a cut.
          maxLength={240}
          defaultValue={filled.name}
          dir="auto"
          autoComplete="off"
          aria-invalid={problems.name ? true : undefined}
          aria-describedby={problems.name ? "name-problem name-hint" : "name-hint"}
          className={field}
        />
        {problems.name && <Problem id="name-problem">{problems.name}</Problem>}
        <p id="name-hint" className="mt-1 text-meta text-muted">
          {t("nameHint")}
        </p>
      </div>
      <div className="max-w-96">
        <label htmlFor="days" className="mb-1 block font-medium">
          {t("days")}
        </label>
        <select id="days" name="days" defaultValue={days} aria-describedby="days-hint" className={field}>
          {offeredDays.map((count) => (
            <option key={count} value={count}>
              {count % 365 === 0 ? t("yearCount", { count: count / 365 }) : t("dayCount", { count })}
            </option>
          ))}
        </select>
        <p id="days-hint" className="mt-1 text-meta text-muted">
          {t("daysHint")}
        </p>
      </div>
      <button type="submit" className={`${button.primary} sm:justify-self-start`}>
        {t("submit")}
      </button>
    </form>
  );
}
