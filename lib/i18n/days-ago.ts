import { rememberByLanguage } from "./by-language";
import type { Language } from "./languages";

const day = 24 * 3600_000;

const getFormat = rememberByLanguage(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
);

/**
 * Formats how many days ago something was, capitalised for use on its own: "Today", "Yesterday", "3 days
 * ago".
 */
export function formatDaysAgo(then: Date, now: Date, language: Language): string {
  // Counts calendar days in UTC, the zone of all times shown.
  const days = Math.floor(then.getTime() / day) - Math.floor(now.getTime() / day);
  const words = getFormat(language).format(Math.min(days, 0), "day");
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}
