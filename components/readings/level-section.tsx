import { Disclosure } from "@/components/ui/disclosure";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { LevelHistory, SupplyView } from "@/lib/readings/types";
import { LevelChart } from "./level-chart";
import { useAgo, useAmount, useSupplyAmount } from "./use-supply-words";

type Props = {
  history: LevelHistory;
  view: SupplyView;
  days: [first: number, last: number];
};

/** The last 90 days of one supply: a chart, and the same figures as a table. */
export function LevelSection({ history, view, days }: Props) {
  const t = useTranslations("levels");
  const ago = useAgo();
  const writeAmount = useAmount();
  const writeSupply = useSupplyAmount();
  const { supply, points, refills } = history;
  const isLevel = supply.sensor === "level";
  const write = (value: number) =>
    writeAmount({ value, measurement: supply.measurement ?? "count", unit: supply.unit }, supply.supply);
  const [first, last] = [points[0], points.at(-1)];
  const sum = points.reduce((all, { value }) => all + value, 0);
  return (
    <section className="grid gap-2 rounded-tile bg-surface p-5 shadow-tile sm:p-6">
      <h2 className="flex flex-wrap justify-between gap-x-4 text-card font-medium">
        <span>{view.name}</span> <span className="tabular-nums">{writeSupply(view)}</span>
      </h2>
      <p className="flex flex-wrap gap-x-3 text-meta text-muted">
        {[
          view.at && t("read", { ago: ago(view.at) }),
          isLevel && t("page.refilled", { count: refills.length }),
          supply.replacedAt && t("page.replaced", { ago: ago(supply.replacedAt) }),
          view.partNumber && t("page.part", { part: view.partNumber }),
        ].map((words) => words && <span key={words}>{words}</span>)}
      </p>
      {first && last && (
        <>
          <LevelChart
            history={history}
            days={days}
            label={
              isLevel
                ? t("page.chart", { supply: view.name, first: write(first.value), last: write(last.value) })
                : t("page.chartUse", { supply: view.name, amount: write(sum) })
            }
          />
          <Disclosure summary={t("page.figures")}>
            <Figures history={history} write={write} />
          </Disclosure>
        </>
      )}
    </section>
  );
}

function Figures({ history, write }: { history: LevelHistory; write: (value: number) => string }) {
  const t = useTranslations("levels.page");
  const format = useFormatter();
  const { supply, points, refills } = history;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th>{t("day")}</th>
          <th>{t(supply.sensor === "level" ? "level" : "used")}</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map(({ day, value }) => (
          <tr key={day}>
            <td>{format.dateTime(new Date(day * 86_400_000), "day")}</td>
            <td>
              {write(value)}
              {refills.includes(day) ? ` (${t("refill")})` : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
