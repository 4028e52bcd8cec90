import { scaleLinear } from "d3-scale";
import { area, curveStepAfter, line } from "d3-shape";
import { useTranslations } from "@/lib/i18n/intl";
import type { LevelHistory, Point } from "@/lib/readings/types";

type Props = {
  history: LevelHistory;
  /** The first and the last day, since 1970. */
  days: [first: number, last: number];
  /** What the chart shows, in words. */
  label: string;
};

const [width, height] = [640, 120];

/** The levels of 90 days as a line with its refills, or what was used as bars. Drawn on the server. */
export function LevelChart({ history: { supply, points, top, refills }, days, label }: Props) {
  const t = useTranslations("levels.page");
  const x = scaleLinear([days[0], days[1]], [4, width - 4]);
  const y = scaleLinear([0, top], [height - 4, 4]);
  const across = ({ day }: Point) => x(day);
  const up = ({ value }: Point) => y(value);
  const round = (path: string | null) => (path ?? "").replace(/\.(\d)\d+/g, ".$1");
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="none">
        {supply.sensor === "level" ? (
          <>
            <path
              className="chart-area"
              d={round(area<Point>().x(across).y0(y(0)).y1(up).curve(curveStepAfter)(points))}
            />
            <path
              className="chart-line"
              d={round(line<Point>().x(across).y(up).curve(curveStepAfter)(points))}
            />
            {points
              .filter(({ day }) => refills.includes(day))
              .map(({ day }) => (
                <path key={day} className="chart-refill" d={round(`M${x(day)} 0V${height}`)} />
              ))}
          </>
        ) : (
          <path
            className="chart-bars"
            d={points.map((point) => round(`M${across(point)} ${y(0)}V${up(point)}`)).join("")}
          />
        )}
      </svg>
      <figcaption>
        <span>{t("start")}</span>
        <span>{t("today")}</span>
      </figcaption>
    </figure>
  );
}
