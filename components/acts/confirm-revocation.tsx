import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import type { Assessment, UnitList } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** Most unknown serial numbers that are named. */
const most = 20;

type Props = {
  list: UnitList;
  /** The list as the form sends it back. */
  word: string;
  /** The model's name. */
  model: string;
  assessment: Assessment;
  /** Error message for the last attempt. */
  problem: string | undefined;
};

/** What becomes of the units of a list, and the form that revokes them for a reason. */
export function ConfirmRevocation({ list, word, model, assessment: { outcomes, seen }, problem }: Props) {
  const t = useTranslations("acts.revoke");
  const reason = useTranslations("handOver.open")("reason");
  const count = (outcome: (typeof outcomes)[number]) => outcomes.filter((each) => each === outcome).length;
  const shown = (["revoked", "blocked", "unchanged"] as const).filter((outcome) => count(outcome) > 0);
  const unknown = list.serials.filter((_, place) => outcomes[place] === "unknown");
  const doesSomething = count("revoked") + count("blocked") > 0;
  return (
    <>
      <p className="text-muted">
        <span className="mr-3 font-medium text-ink">{model}</span>
        {t("counted", { count: list.serials.length })}
      </p>
      <ul className="grid max-w-words list-disc gap-2 pl-5 text-body">
        {shown.map((outcome) => (
          <li key={outcome}>{t(`outcomes.${outcome}`, { count: count(outcome) })}</li>
        ))}
        {unknown.length > 0 && (
          <li>
            {t("outcomes.unknown", { count: unknown.length })}{" "}
            <span className="font-mono wrap-anywhere">
              {unknown.slice(0, most).join(", ") + (unknown.length > most ? " …" : "")}
            </span>
          </li>
        )}
        {list.repeated > 0 && <li>{t("twice", { count: list.repeated })}</li>}
      </ul>
      {doesSomething ? (
        <form method="post" action={routes.revokeDevices()}>
          <input type="hidden" name="list" value={word} />
          <input type="hidden" name="seen" value={seen} />
          <p className="max-w-words text-body">{t("text")}</p>
          <label className="mt-4 block max-w-96">
            <span className={fieldLabel}>{reason}</span>
            <input
              name="reason"
              required
              // In UTF-16 units, enough for any 200 characters.
              maxLength={800}
              dir="auto"
              autoComplete="off"
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? "reason-problem reason-hint" : "reason-hint"}
              className={field}
            />
          </label>
          {problem && <Problem id="reason-problem">{problem}</Problem>}
          <p id="reason-hint" className="mt-2 max-w-words text-meta text-muted">
            {t("hint")}
          </p>
          <p className="mt-6 flex flex-wrap gap-3">
            <button type="submit" className={button.danger}>
              {t("submit")}
            </button>
            <a href={routes.revocation()} className={button.secondary}>
              {t("another")}
            </a>
          </p>
        </form>
      ) : (
        <>
          <p className="text-body font-medium">{t("nothing")}</p>
          <p>
            <a href={routes.revocation()} className={button.secondary}>
              {t("another")}
            </a>
          </p>
        </>
      )}
    </>
  );
}
