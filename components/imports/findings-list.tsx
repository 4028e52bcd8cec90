import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { ImportRun } from "@/lib/import/types";

/** A repair in words, and how often it was made. */
export type ToldRepair = { text: string; count: number };

/** Values that were read as others, and customers who share an address. */
export function FindingsList({ run, repairs }: { run: ImportRun; repairs: readonly ToldRepair[] }) {
  const t = useTranslations("imports");
  const format = useFormatter();
  const { shared, sharedCount } = run.findings;
  return (
    <>
      {repairs.length > 0 && (
        <section aria-labelledby="repaired">
          <h2 id="repaired" className="text-section font-bold">
            {t("repaired.title")}
          </h2>
          <ul className="mt-2">
            {repairs.map(({ text, count }) => (
              <li
                key={text}
                className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line py-2"
              >
                <span className="min-w-0 wrap-anywhere">{text}</span>
                <span className="text-muted tabular-nums">{t("repaired.count", { count })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {sharedCount > 0 && (
        <section aria-labelledby="shared">
          <h2 id="shared" className="text-section font-bold">
            {t("shared.title")}
          </h2>
          <p className="mt-2 max-w-words">{t("shared.text", { count: sharedCount })}</p>
          <p className="mt-1 max-w-words text-muted tabular-nums">
            {t("shared.lines", {
              lines: [
                ...shared.map((line) => format.number(line)),
                ...(sharedCount > shared.length ? ["…"] : []),
              ].join(", "),
            })}
          </p>
        </section>
      )}
    </>
  );
}
