const day = 24 * 3600_000;

/** How many days ago something was, as it stands by itself: "Today", "Yesterday", "3 days ago". */
export function formatDaysAgo(then: Date, now: Date, language: string): string {
  // By the calendar, in the one time zone that all our times are shown in.
  const days = Math.floor(then.getTime() / day) - Math.floor(now.getTime() / day);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(Math.min(days, 0), "day");
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}
