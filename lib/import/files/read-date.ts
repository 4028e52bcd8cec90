import { fold, nameLanguages } from "@/lib/names";
import type { CellReading } from "./reading";
import type { DateOrder } from "./types";

type Day = { year: number; month: number; day: number };

/** A time behind a day, with or without a zone. */
const timeOfDay =
  /^(.*?)(?:T|[ ,]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
/** Excel counts days from 1899-12-30. These are 1970 to 2100: smaller numbers are something else. */
const [firstDay, lastDay] = [25_569, 73_051];
const dayLength = 86_400_000;
/** Longest date, in characters. */
const longestDate = 60;

const malformed: CellReading = { reason: { code: "date-malformed" } };

/** Reads a date or a time; without a zone it is UTC, without a time 00:00. */
export function readDate(text: string, order: DateOrder | undefined): CellReading {
  if (text.length > longestDate) return malformed;
  if (isoTime.test(text)) return { value: text };
  if (isoDay.test(text)) return finish(readNumbers(text, order), "00:00:00", "Z", true);
  const days = /^\d{5}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
  if (days >= firstDay && days < lastDay) {
    const seconds = Math.round((days - firstDay) * (dayLength / 1000));
    return { value: new Date(seconds * 1000).toISOString().replace(".000", ""), repair: "day-number" };
  }
  const parts = timeOfDay.exec(text);
  const day = (parts?.[1] ?? text).trim();
  const found = readNumbers(day, order) ?? readWords(day);
  const time = parts ? readTime(parts) : "00:00:00";
  if (Array.isArray(found) && time) return describeBoth(found);
  return finish(time === null ? null : found, time ?? "", readZone(parts?.[6]), false);
}

function finish(found: Day | Day[] | null, time: string, zone: string, plain: boolean): CellReading {
  const day = found && !Array.isArray(found) ? format(found) : null;
  if (!day) return malformed;
  const value = `${day}T${time}${zone}`;
  return plain ? { value } : { value, repair: "date" };
}

function describeBoth([dmy, mdy]: Day[]): CellReading {
  const [one, other] = [dmy && format(dmy), mdy && format(mdy)];
  return one && other ? { reason: { code: "date-ambiguous", dmy: one, mdy: other } } : malformed;
}

/** Writes a day; null if the calendar has no such day. */
function format({ year, month, day }: Day): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
}

/** Reads a time of day, also with AM and PM. */
function readTime([, , hours, minutes, seconds = "00", half]: RegExpExecArray): string | null {
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  const valid = hour < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  return valid ? `${String(hour).padStart(2, "0")}:${minutes}:${seconds}` : null;
}

const readZone = (zone = "Z"): string => (/^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : "Z");

/** Reads a day of three numbers. Two days if the order of day and month is open. */
function readNumbers(text: string, order: DateOrder | undefined): Day | Day[] | null {
  const first = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.replace(/\s/g, ""));
  if (first) return { year: Number(first[1]), month: Number(first[2]), day: Number(first[3]) };
  const last = /^(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4}|\d{2})$/.exec(text);
  if (!last) return null;
  const [one, other] = [Number(last[1]), Number(last[3])];
  const year = Number(last[4]) + (last[4]?.length === 2 ? 2000 : 0);
  const dmy = { year, month: other, day: one };
  const mdy = { year, month: one, day: other };
  if (last[2] === "." || one > 12) return dmy;
  if (other > 12) return mdy;
  if (order) return order === "dmy" ? dmy : mdy;
  return one === other ? dmy : [dmy, mdy];
}

/** Words in dates that say nothing: `31 de enero de 2026`, `January 31st`. */
const fillers = ["de", "del", "of", "den", "der", "le", "st", "nd", "rd", "th", "er"];
let months: Map<string, number> | undefined;

/** Reads a day with the month's name in one of the portal's languages. */
function readWords(text: string): Day | null {
  const words = text.toLowerCase().match(/\d+|\p{L}+/gu) ?? [];
  const [one, two, three, ...more] = words.filter((word) => !fillers.includes(word));
  if (!one || !two || !three || more.length > 0) return null;
  months ??= listMonths();
  const [day, name] = /^\d/.test(one) ? [one, two] : [two, one];
  const month = months.get(fold(name));
  const valid = month && /^\d{1,2}$/.test(day) && /^\d{4}$/.test(three);
  return valid ? { year: Number(three), month, day: Number(day) } : null;
}

function listMonths(): Map<string, number> {
  const found = new Map<string, number>([["sept", 9]]);
  for (const language of nameLanguages.filter((each) => each !== "ja")) {
    for (const style of ["long", "short"] as const) {
      for (const options of [{ month: style }, { month: style, day: "numeric" }] as const) {
        const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
        for (let month = 1; month <= 12; month++) {
          const parts = formatter.formatToParts(Date.UTC(2026, month - 1, 1));
          const name = fold(parts.find(({ type }) => type === "month")?.value ?? "");
          if (/\p{L}/u.test(name) && !found.has(name)) found.set(name, month);
        }
      }
    }
  }
  return found;
}
