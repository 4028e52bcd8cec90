/** Days that a row of the history holds. Of 100 days, three rows hold all at most. */
export const periodDays = 50;

const day = 86_400_000;

/** Days since 1970, in UTC: no time zone of a device is known. */
export const countDay = (at: Date): number => Math.floor(at.getTime() / day);

/** The first moment of a day. */
export const startDay = (number: number): Date => new Date(number * day);

/** A day with its point. */
export type Point = { day: number; value: number };

/** The history of one reading, a point a day. */
export class History {
  /** Periods that differ from what is stored. */
  readonly touched = new Set<number>();
  readonly #periods: Map<number, (number | null)[]>;

  /** @param periods as stored, by their number */
  constructor(periods: Readonly<Record<string, (number | null)[]>> = {}) {
    this.#periods = new Map(Object.entries(periods).map(([period, points]) => [Number(period), points]));
  }

  /** Finds a day's point; null if it has none. */
  find(day: number): number | null {
    return this.#periods.get(Math.floor(day / periodDays))?.[day % periodDays] ?? null;
  }

  /** Sets a day's point. */
  set(day: number, value: number): void {
    if (this.find(day) === value) return;
    const period = Math.floor(day / periodDays);
    const points = this.#periods.get(period) ?? [];
    while (points.length < day % periodDays) points.push(null);
    points[day % periodDays] = value;
    this.#periods.set(period, points);
    this.touched.add(period);
  }

  /** The points of a period, to be stored. */
  readPeriod(period: number): (number | null)[] {
    return this.#periods.get(period) ?? [];
  }

  /** Lists the points from a day on, in order. */
  list(from: number): Point[] {
    const listed: Point[] = [];
    for (const [period, points] of [...this.#periods].sort(([one], [other]) => one - other))
      for (const [place, value] of points.entries()) {
        const day = period * periodDays + place;
        if (value !== null && day >= from) listed.push({ day, value });
      }
    return listed;
  }
}
