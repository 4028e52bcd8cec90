import { Problem } from "@/components/ui/problem";
import { type Purpose, purposeNames, purposes } from "@/lib/api-keys/types";
import { useTranslations } from "@/lib/i18n/intl";
import { useScopeName } from "./use-scope-name";

type Props = { chosen: string; problem: string | undefined };

/** The question what will use the key, with what each answer allows. */
export function PurposeChoice({ chosen, problem }: Props) {
  const t = useTranslations("keys.new");
  return (
    <fieldset aria-describedby={problem ? "purpose-problem" : undefined}>
      <legend className="mb-2 text-card font-medium">{t("purpose")}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {purposeNames.map((name) => (
          <Choice key={name} name={name} isChosen={name === chosen} />
        ))}
      </div>
      {problem && <Problem id="purpose-problem">{problem}</Problem>}
    </fieldset>
  );
}

function Choice({ name, isChosen }: { name: Purpose; isChosen: boolean }) {
  const t = useTranslations("keys.purposes");
  const nameScope = useScopeName();
  return (
    <label className="flex gap-3 rounded-row border border-line bg-surface p-4 hover:border-control has-checked:border-accent has-checked:outline-1 has-checked:outline-accent">
      <input
        type="radio"
        name="purpose"
        value={name}
        required
        defaultChecked={isChosen}
        aria-labelledby={`purpose-${name}`}
        aria-describedby={`purpose-${name}-text`}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <span>
        <span id={`purpose-${name}`} className="block text-body font-medium">
          {t(`${name}.title`)}
        </span>
        <span id={`purpose-${name}-text`} className="block">
          {t(`${name}.text`)}
          <span className="mt-2 block text-meta text-muted">
            {purposes[name].map((scope) => (
              <span key={scope} className="block">
                {nameScope(scope)}
              </span>
            ))}
          </span>
        </span>
      </span>
    </label>
  );
}
