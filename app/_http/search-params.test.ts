import { expect, it } from "vitest";
import { enumParam } from "./search-params";

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
