import { expect, it } from "vitest";
import { parseInput } from "@/lib/result";
import { Name, Reason } from "./schemas";

const createSuccess = (name: string) => ({ ok: true, value: name });
const createRefusal = (code: string) => ({ ok: false, problems: [{ code }] });

const family = "👨‍👩‍👧‍👦";
const england = "🏴󠁧󠁢󠁥󠁮󠁧󠁿";

it.each([
  ["Kitchen printer"],
  ["O'Brien’s <b>“desk”</b> & {more} \\"],
  ["リビングの空気清浄機"],
  ["מדפסת במטבח"],
  ["طابعة المطبخ 2"],
  ["क्षि"],
  ["می‌خواهم"],
  [`${family} ${england} ☕️`],
  ["🤷🏽‍♀️"],
  ["Z̴̧"],
  ["x".repeat(60)],
  ["👍".repeat(60)],
  ["가".repeat(60)],
  ["é".repeat(60)],
  ["नि".repeat(60)],
  [family.repeat(17)],
])("keeps %j as it is", (text) => expect(parseInput(Name, text)).toEqual(createSuccess(text)));

it.each([
  ["  Kitchen \t\n", "Kitchen"],
  ["Kitchen \u00a0\u3000 printer", "Kitchen printer"],
  ["Cafe\u0301", "Café"],
  ["\u1100\u1161", "가"],
  ["\u212b", "Å"],
  [` ${"x".repeat(60)} `, "x".repeat(60)],
])("keeps %j as %j", (text, name) => expect(parseInput(Name, text)).toEqual(createSuccess(name)));

it.each([
  ["empty", ""],
  ["empty", " \n\u3000"],
  ["empty", "\u200b\u200d\ufeff"],
  ["empty", "\u3164"],
  ["empty", "\u115f \u1160\uffa0"],
  ["empty", "\u00ad\u034f\ufe0f\u2060"],
  ["empty", "\u2800 \u2800"],
  ["empty", "\u{e0067}\u{e007f}"],
  ["long", "x".repeat(61)],
  ["long", `${"x".repeat(59)} 👍🏽👍🏽`],
  ["long", `x${"\u0301".repeat(120)}`],
  ["long", family.repeat(18)],
  ["long", "नि".repeat(61)],
  ["long", "x".repeat(1_000_000)],
  ["characters", "a\0b"],
  ["characters", "a\tb"],
  ["characters", "a\nb"],
  ["characters", "a\r\nb"],
  ["characters", "a\u0085b"],
  ["characters", "a\u2028b"],
  ["characters", "a\u2029b"],
  ["characters", "\u007f"],
  ...[0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(
    (code) => ["characters", `a${String.fromCodePoint(code)}b`],
  ),
  ["characters", "\ue000"],
  ["characters", "\u{10fffd}"],
  ["characters", "\u0378"],
  ["characters", "\uffff"],
  ["characters", "a\ud83d"],
  ["characters", "\udc4da"],
  ["characters", "a\ufffdb"],
  ["characters", `${"x".repeat(61)}\u202e`],
])("refuses as %s: %j", (problem, text) =>
  expect(parseInput(Name, text)).toEqual(createRefusal(`name-${problem}`)),
);

it("quickly refuses text that would take minutes to normalise", () =>
  expect(parseInput(Name, `x${"\u0301\u0316".repeat(100_000)}`)).toEqual(createRefusal("name-long")));

it.each([
  ["x".repeat(200), true],
  ["नि".repeat(200), true],
  ["x".repeat(201), false],
  ["👍".repeat(201), false],
  [`x${"\u0301".repeat(400)}`, false],
])("accepts reasons of up to 200 characters: %j", (text, ok) =>
  expect(parseInput(Reason, text)).toEqual(ok ? createSuccess(text) : createRefusal("reason-long")),
);
