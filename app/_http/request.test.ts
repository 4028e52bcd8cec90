import { expect, it } from "vitest";
import { enumParam, readMinutes, writeMinutes } from "./request";

it.each([
  ["limit", "limit"],
  [["limit", "wrong"], "limit"],
  [undefined, undefined],
  ["", undefined],
  ["Limit", undefined],
  // What every object has is none of the words.
  ["constructor", undefined],
  ["__proto__", undefined],
])("of %j it takes %j", (value, word) => expect(enumParam(value, ["wrong", "limit"])).toBe(word));

it.each([
  [1, 1],
  [60, 1],
  [61, 2],
  [3600, 60],
])("%i seconds are %i minutes in an address and on a page", (seconds, minutes) =>
  expect(readMinutes(writeMinutes(seconds))).toBe(minutes),
);

it.each([undefined, "", "0", "-5", "soon", "NaN"])("reads %j as one minute", (value) =>
  expect(readMinutes(value)).toBe(1),
);

it.each(["61", "1e9", "Infinity"])("reads %j as an hour", (value) => expect(readMinutes(value)).toBe(60));
