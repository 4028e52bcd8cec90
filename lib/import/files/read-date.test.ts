import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameLanguages } from "@/lib/names";
import { readDate } from "./read-date";

describe("dates", () => {
  it.each([
    ["2026-01-31", "2026-01-31T00:00:00Z"],
    ["2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"],
    ["2006-04-20T09:12:45.000+01:00", "2006-04-20T09:12:45.000+01:00"],
  ])("reads %s silently", (text, value) => expect(readDate(text, undefined)).toEqual({ value }));

  it.each([
    ["31.01.2026", "2026-01-31T00:00:00Z"],
    ["1.2.2026", "2026-02-01T00:00:00Z"],
    ["31. 1. 2026", "2026-01-31T00:00:00Z"],
    ["31.01.26", "2026-01-31T00:00:00Z"],
    ["2026/01/31", "2026-01-31T00:00:00Z"],
    ["2026/1/2", "2026-01-02T00:00:00Z"],
    ["2026年1月31日", "2026-01-31T00:00:00Z"],
    ["2026年 1月31日 9:05", "2026-01-31T09:05:00Z"],
    ["31 Jan 2026", "2026-01-31T00:00:00Z"],
    ["31-Jan-2026", "2026-01-31T00:00:00Z"],
    ["Jan 31, 2026", "2026-01-31T00:00:00Z"],
    ["January 31st, 2026 9:30 PM", "2026-01-31T21:30:00Z"],
    ["31. Januar 2026", "2026-01-31T00:00:00Z"],
    ["1. März 2026 12:00", "2026-03-01T12:00:00Z"],
    ["31 janvier 2026", "2026-01-31T00:00:00Z"],
    ["12 févr. 2026", "2026-02-12T00:00:00Z"],
    ["31 de enero de 2026", "2026-01-31T00:00:00Z"],
    ["31 gennaio 2026", "2026-01-31T00:00:00Z"],
    ["31 de janeiro de 2026", "2026-01-31T00:00:00Z"],
    ["31/01/2026", "2026-01-31T00:00:00Z"],
    ["01/31/2026 12:15 AM", "2026-01-31T00:15:00Z"],
    ["31-01-2026 08:05:09", "2026-01-31T08:05:09Z"],
    ["05/05/2026", "2026-05-05T00:00:00Z"],
    ["2026-01-31 09:00:00 -0500", "2026-01-31T09:00:00-05:00"],
    ["2026-01-31 09:00:00 UTC", "2026-01-31T09:00:00Z"],
    ["2026-01-31T09:00", "2026-01-31T09:00:00Z"],
    ["31.01.2026, 9:00", "2026-01-31T09:00:00Z"],
  ])("reads %s and says so", (text, value) =>
    expect(readDate(text, undefined)).toEqual({ value, repair: "date" }),
  );

  it.each([
    ["46053", "2026-01-31T00:00:00Z"],
    ["46053.5", "2026-01-31T12:00:00Z"],
    ["46053,25", "2026-01-31T06:00:00Z"],
  ])("reads Excel's %s", (text, value) =>
    expect(readDate(text, undefined)).toEqual({ value, repair: "day-number" }),
  );

  it.each(["01/02/2026", "1/2/2026", "01-02-2026", "1/2/26", "01/02/2026 10:00"])(
    "asks what %s means",
    (text) =>
      expect(readDate(text, undefined)).toEqual({
        reason: { code: "date-ambiguous", dmy: "2026-02-01", mdy: "2026-01-02" },
      }),
  );

  it("does as it is told", () => {
    expect(readDate("01/02/2026", "dmy")).toMatchObject({ value: "2026-02-01T00:00:00Z" });
    expect(readDate("01/02/2026", "mdy")).toMatchObject({ value: "2026-01-02T00:00:00Z" });
    expect(readDate("01.02.2026", "mdy")).toMatchObject({ value: "2026-02-01T00:00:00Z" });
    expect(readDate("31/01/2026", "mdy")).toMatchObject({ value: "2026-01-31T00:00:00Z" });
  });

  it.each([
    ...[
      "31.02.2026",
      "2026-02-30",
      "32/13/2026",
      "0/0/2026",
      "yesterday",
      "12",
      "1769850000",
      "99999",
      "20000",
    ],
    ...[
      "31.01.2026 25:00",
      "31.01.2026 9:00 XM",
      "13:00 PM",
      "1/2026",
      "Foo 31, 2026",
      `31.01.2026${" ".repeat(60)}9:00`,
    ],
  ])("refuses %.20s", (text) =>
    expect(readDate(text, "dmy")).toEqual({ reason: { code: "date-malformed" } }),
  );

  it("reads every day in every form as the same day", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 47_000 }), (days) => {
        const iso = new Date(days * 86_400_000).toISOString().slice(0, 10);
        const [year, month, day] = iso.split("-") as [string, string, string];
        const date = new Date(days * 86_400_000);
        const words = nameLanguages.map((language) =>
          new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date),
        );
        for (const text of [
          `${day}.${month}.${year}`,
          `${year}/${month}/${day}`,
          `${25_569 + days}`,
          ...words,
        ])
          expect(readDate(text, undefined), text).toMatchObject({ value: `${iso}T00:00:00Z` });
        expect(readDate(`${Number(day)}/${Number(month)}/${year}`, "dmy")).toMatchObject({
          value: `${iso}T00:00:00Z`,
        });
      }),
    ));
});
