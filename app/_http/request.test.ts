import { expect, it } from "vitest";
import { enumParam, readMinutes, writeMinutes } from "./request";

it.each([
  ["limit", "limit"],
  [["limit", "wrong"], "limit"],
  [undefined, undefined],
  ["", undefined],
  ["Limit", undefined],
  // Properties that every object has are no match.
  ["constructor", undefined],
  ["__proto__", undefined],
])("reads %j as %j", (value, word) => expect(enumParam(value, ["wrong", "limit"])).toBe(word));

it.each([
  [1, 1],
  [60, 1],
  [61, 2],
  [3600, 60],
])("writes %i seconds as %i minutes and reads them back", (seconds, minutes) =>
  expect(readMinutes(writeMinutes(seconds))).toBe(minutes),
);

it.each([undefined, "", "0", "-5", "soon", "NaN"])("reads %j as one minute", (value) =>
  expect(readMinutes(value)).toBe(1),
);

it.each(["61", "1e9", "Infinity"])("reads %j as an hour", (value) => expect(readMinutes(value)).toBe(60));
