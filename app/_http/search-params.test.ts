import { expect, it } from "vitest";
import { oneOf } from "./search-params";

it.each([
  ["limit", "limit"],
  [["limit", "wrong"], "limit"],
  [undefined, undefined],
  ["", undefined],
  ["Limit", undefined],
  // What every object has is none of the words.
  ["constructor", undefined],
  ["__proto__", undefined],
])("of %j it takes %j", (value, word) => expect(oneOf(value, ["wrong", "limit"])).toBe(word));
