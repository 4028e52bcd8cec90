import { expect, it } from "vitest";
import { formatDaysAgo } from "./days-ago";
import type { Language } from "./languages";

const now = new Date("2026-03-10T12:00:00Z");

it.each<[string, Language, string]>([
  ["2026-03-10T12:00:00Z", "en-US", "Today"],
  ["2026-03-10T12:01:00Z", "en-US", "Today"],
  ["2026-03-10T00:30:00Z", "en-US", "Today"],
  ["2026-03-09T23:30:00Z", "en-US", "Yesterday"],
  ["2026-03-09T00:30:00Z", "en-US", "Yesterday"],
  ["2026-03-07T13:00:00Z", "en-US", "3 days ago"],
  ["2026-03-10T11:00:00Z", "de", "Heute"],
  ["2026-03-07T12:00:00Z", "fr", "Il y a 3 jours"],
  ["2026-03-09T12:00:00Z", "ja", "昨日"],
])("%s in %s: %s", (then, language, words) =>
  expect(formatDaysAgo(new Date(then), now, language)).toBe(words),
);
