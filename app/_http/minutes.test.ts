import { expect, it } from "vitest";
import { readMinutes, writeMinutes } from "./minutes";

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
