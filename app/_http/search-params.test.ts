import { expect, it } from "vitest";
import { wordsOf } from "./search-params";

const words = { wrong: "Try again.", limit: "Wait." };

it.each([
  ["wrong", "Try again."],
  [["limit", "wrong"], "Wait."],
  ["", undefined],
  [undefined, undefined],
  ["other", undefined],
  ["constructor", undefined],
  ["toString", undefined],
  ["__proto__", undefined],
])("finds for %j: %j", (value, found) => expect(wordsOf(words, value)).toBe(found));
