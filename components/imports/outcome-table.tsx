import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { type ImportRun, outcomes } from "@/lib/import/types";

const kinds = ["customer", "device"] as const;

/** How many customers and devices are new, changed and so on. */
export function OutcomeTable({ run }: { run: ImportRun }) {
  const t = useTranslations("imports");
  const format = useFormatter();
  const { state, findings, fault, reading } = run;
  const { counts, missing } = findings;
  const shown = kinds.filter(
    (kind) => reading?.target === kind || outcomes.some((name) => counts[`${kind}s`][name] > 0),
  );
  const title = state === "checked" ? "would" : state === "applied" ? "did" : "so-far";
  const removed = state === "checked" && !fault ? (missing?.devices ?? 0) : counts.removed;
  const hasLeft = counts.customers.left + counts.devices.left > 0;
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" className="text-section font-bold">
        {t(`outcome.${title}`)}
      </h2>
      <table className="mt-2 w-full max-w-96 text-left tabular-nums">
        <thead className="text-meta text-muted">
          <tr>
            <td />
            {shown.map((kind) => (
              <th key={kind} scope="col" className="h-8 pl-4 text-right font-normal">
                {t(`targets.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outcomes
            .filter((name) => name !== "left" || hasLeft)
            .map((name) => (
              <tr key={name} className="border-t border-line">
                <th scope="row" className="h-10 font-normal">
                  {t(`outcome.${name}`)}
                </th>
                {shown.map((kind) => (
                  <Count key={kind} amount={counts[`${kind}s`][name]} isWrong={name === "rejected"} />
                ))}
              </tr>
            ))}
          {removed > 0 && (
            <tr className="border-t border-line">
              <th scope="row" className="h-10 font-normal">
                {t("outcome.removed")}
              </th>
              {shown.map((kind) => (
                <td key={kind} className="pl-4 text-right font-medium">
                  {kind === "device" && format.number(removed)}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
      {counts.unread > 0 && (
        <p className="mt-2 max-w-words text-danger">{t("outcome.unread", { count: counts.unread })}</p>
      )}
      {hasLeft && <p className="mt-2 max-w-words text-muted">{t("outcome.leftHint")}</p>}
    </section>
  );
}

function Count({ amount, isWrong }: { amount: number; isWrong: boolean }) {
  const format = useFormatter();
  const look = amount === 0 ? "text-muted" : isWrong ? "font-medium text-danger" : "font-medium";
  return <td className={`pl-4 text-right ${look}`}>{format.number(amount)}</td>;
}
