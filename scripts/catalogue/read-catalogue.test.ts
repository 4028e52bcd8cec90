import { expect, it } from "vitest";
import { makePng, toDataUrl } from "@/tests/pictures";
import { readCatalogueFile } from "./read-catalogue";

const read = (text: string) => readCatalogueFile(Buffer.from(text));
const listFaults = (text: string) => {
  const result = read(text);
  return "faults" in result ? result.faults : [];
};

const valid = `{ "models": [{ "modelId": "A", "name": "One" }] }`;

it.each([valid, `\ufeff${valid}`])("reads a valid file: %j", (text) =>
  expect(read(text)).toMatchObject({ catalogue: { models: [{ modelId: "A", slots: [] }] } }),
);

it("says everything that is wrong, in the order of the file: what, where, and what would be right", () => {
  const text = `{ "models": [
  { "modelId": "A B", "name": "", "names": { "German": "x" }, "drawing": "print",
    "countries": ["Germany", "DE", "DE"], "picture": "${toDataUrl(makePng(4097))}",
    "slots": [{ "name": "x", "sensor": "level", "sensr": 1, "unit": "LITER", "name": "y" }, 3] },
  { "modelId": "A B", "name": 5, "a/~b": { }, "countries": ["XX"], "silentAfter": "2 days" }
] }`;
  expect(listFaults(text)).toEqual([
    expect.stringMatching(/^line 2, column 5, \/models\/0\/modelId: "A B" must be the model id as the Dash/),
    'line 2, column 23, /models/0/name: "" must not be empty',
    "line 2, column 46, /models/0/names/German: the name must be a language tag, such as de, en-GB or pt-BR",
    expect.stringMatching(
      /^line 2, .*\/models\/0\/drawing: "print" must be one of printer, coffee-machine, /,
    ),
    'line 3, column 19, /models/0/countries/0: "Germany" must be an ISO 3166-1 code of two capitals, such as DE',
    'line 3, column 36, /models/0/countries/2: "DE" appears twice',
    expect.stringMatching(/^line 3, column 43, \/models\/0\/picture: The picture has too many pixels/),
    "line 4, column 15, /models/0/slots/0/instance: is missing: must be a text in double quotes",
    expect.stringMatching(
      /^line 4, .*\/models\/0\/slots\/0\/sensr: is no field here; use instance, was, name,/,
    ),
    expect.stringMatching(
      /\/models\/0\/slots\/0\/unit: "LITER" is for a measurement of volume or weight only$/,
    ),
    "line 4, column 78, /models/0/slots/0/name: stands twice in this object",
    "line 4, column 93, /models/0/slots/1: 3 must be an object in { }",
    expect.stringMatching(/^line 5, .*\/models\/1\/modelId: "A B" must be/),
    'line 5, column 5, /models/1/modelId: "A B" appears twice',
    "line 5, column 23, /models/1/name: 5 must be a text in double quotes",
    expect.stringMatching(/^line 5, column 34, \/models\/1\/a~1~0b: is no field here; use modelId, /),
    expect.stringMatching(/\/models\/1\/countries\/0: "XX" must be a country of ISO 3166-1/),
    expect.stringMatching(/\/models\/1\/silentAfter: "2 days" must be an ISO 8601 duration/),
  ]);
});

it.each([
  ["{", "line 1, column 2: the file is not JSON: a closing } must stand here (the file ends)"],
  ["", "line 1, column 1: the file is not JSON: a value must stand here (the file ends)"],
  [
    '{\r\n  "models": [],\r\n}',
    "line 3, column 1: the file is not JSON: a field's name in double quotes must stand here",
  ],
  [`${valid} // x`, "line 1, column 51: the file is not JSON: JSON has no comments: remove it"],
  ['{"models": [x]}', "line 1, column 13: the file is not JSON: this is not a value of JSON"],
  [
    '{"models": "a\nb"}',
    "line 1, column 12: the file is not JSON: the text must end with a double quote on its line",
  ],
])("names the place where a file is no JSON: %j", (text, line) => expect(listFaults(text)).toEqual([line]));

it.each([
  ["[]", '""', "this list must be an object in { }"],
  ["null", '""', "null must be an object in { }"],
  ["{}", "/models", "is missing: must be a list in [ ]"],
  ['{"models": {}}', "/models", "this object must be a list in [ ]"],
  ['{"models": [null]}', "/models/0", "null must be an object in { }"],
])("is not surprised by %s", (text, pointer, words) =>
  expect(listFaults(text).map((line) => line.replace(/^line 1, column \d+, /, ""))).toEqual([
    `${pointer}: ${words}`,
  ]),
);

it("refuses what is not UTF-8", () =>
  expect(readCatalogueFile(Buffer.from("\ufeff{}", "utf16le"))).toEqual({
    faults: ["The file is not UTF-8: save it as UTF-8."],
  }));

it("keeps a file's own characters from the terminal, and long values short", () => {
  const [one, two] = listFaults(`{"models": [], "\\u001b[31m": 1, "$schema": ["${"x".repeat(99)}"]}`);
  expect(one).toContain("/\\u{1b}[31m: is no field");
  expect(two).toBe("line 1, column 33, /$schema: this list must be a text in double quotes");
  expect(listFaults(`{"models": "${"x".repeat(99)}"}`)).toEqual([
    `line 1, column 2, /models: "${"x".repeat(39)}… must be a list in [ ]`,
  ]);
});

it.each(["[", '{"models":'])("says that a file is nested too deeply: %s", (open) => {
  const deep = `{"models": ${open.repeat(20_000)}1${(open === "[" ? "]" : "}").repeat(20_000)}}`;
  expect(readCatalogueFile(Buffer.from(deep))).toEqual({
    faults: ["The file is nested too deeply to be a catalogue."],
  });
});
