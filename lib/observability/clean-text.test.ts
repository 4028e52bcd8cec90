import { expect, it } from "vitest";
import { cleanText } from "./clean-text";

it.each([
  ["user emily@example.com is locked", "user (address) is locked"],
  ['"Emily Carter"@example.com', "(address)"],
  ["emily%40example.com", "(address)"],
  ["emily＠example.com", "(address)"],
  ["a\r\nb\u202ec", "a  b c"],
  ["x".repeat(5000), "x".repeat(100)],
  ["no address", "no address"],
])("cleans %j to %j", (given, cleaned) => expect(cleanText(given, 100)).toBe(cleaned));

it("takes no time for a text without end", () => {
  expect(cleanText('"'.repeat(1_000_000), 100)).toHaveLength(100);
  expect(cleanText(`${"a".repeat(1_000_000)}@`, 100)).toHaveLength(100);
});
