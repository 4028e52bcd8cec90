import { expect, it } from "vitest";
import { readOptions } from "./options";

it("measures everything for the time that the documents name, unless told otherwise", () => {
  expect(readOptions([])).toEqual({
    only: ["requests", "memory", "growth", "start"],
    ...{ rounds: 5, seconds: 4, warmUp: 60 },
    customers: [10_000, 1_000_000],
  });
});

it("reads every option", () => {
  const args =
    "--only start,requests --rounds 1 --seconds 0.5 --warm-up 0 --beside ../old --customers 100,200";
  const peer = ["--peer", "http://127.0.0.1:3001/dashboard", "--cookie", "session=a=b; theme=dark"];
  expect(readOptions([...args.split(" "), ...peer])).toEqual({
    only: ["requests", "start"],
    ...{ rounds: 1, seconds: 0.5, warmUp: 0 },
    beside: "../old",
    peer: { url: new URL("http://127.0.0.1:3001/dashboard"), cookie: "session=a=b; theme=dark" },
    customers: [100, 200],
  });
});

it.each([
  ["--only speed", 'requests, memory, growth, start; not "speed"'],
  ["--only requests,", 'not ""'],
  ["--rounds 0", 'a whole number above 0, not "0"'],
  ["--rounds 1.5", 'not "1.5"'],
  ["--seconds fast", 'a number above 0, not "fast"'],
  ["--seconds Infinity", 'not "Infinity"'],
  ["--warm-up=-1", "0 or more"],
  ["--rounds", "These are the options"],
  ["--bside x", "Unknown option '--bside'. These are the options"],
  ["fast", "Unexpected argument 'fast'. "],
  ["--peer localhost:3000", "such as http://"],
  ["--peer http://", "such as http://"],
  ["--cookie a=b", "--cookie goes with --peer"],
  ["--peer http://x/ --cookie a", "name=value"],
  ["--customers 10000", "the smaller first"],
  ["--customers 200,100", "the smaller first"],
  ["--customers 1,2", "at least 100"],
  ["--customers 100,200,300", "two whole numbers"],
])("refuses %s", (line, said) => {
  expect(() => readOptions(line.split(" "))).toThrow(said);
});
