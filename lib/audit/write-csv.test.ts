import fc from "fast-check";
import { expect, it } from "vitest";
import type { ExportedRow } from "./types";
import { csvHead, writeCell, writeCsv } from "./write-csv";

/**
 * Parses RFC 4180 like a spreadsheet, with a decimal point (`,` separates cells) or a decimal comma (`;`
 * does).
 */
function readCsv(text: string, separator = ","): string[][] {
  const lines: string[][] = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const [character, line] = [text[at] as string, lines.at(-1) as string[]];
    const cell = line.at(-1) as string;
    if (quoted && character === '"' && text[at + 1] === '"') line[line.length - 1] = `${cell}${text[++at]}`;
    else if (character === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (!quoted && character === separator) line.push("");
    else if (!quoted && text.startsWith("\r\n", at)) [at] = [at + 1, lines.push([""])];
    else line[line.length - 1] = cell + character;
  }
  return lines.slice(0, -1);
}

it.each([
  ["Hana Sato", '"Hana Sato"'],
  ['the "big" one, broken', '"the ""big"" one, broken"'],
  ["line\r\nbreak", '"line\r\nbreak"'],
  ["", '""'],
  [null, '""'],
  [12, '"12"'],
  ["=1+1", '"\'=1+1"'],
  ["+49 30 1234", '"\'+49 30 1234"'],
  ["-1", '"\'-1"'],
  ["@SUM(A1)", '"\'@SUM(A1)"'],
  ["\tx", '"\'\tx"'],
  ["\rx", '"\'\rx"'],
  ["\nx", '"\'\nx"'],
  [" \u3000=1", '"\' \u3000=1"'],
  ["\ufeff\u200b\u0000=1", '"\'\ufeff\u200b\u0000=1"'],
  ["＝1", '"\'＝1"'],
  ["＋1", '"\'＋1"'],
  ["－1", '"\'－1"'],
  ["＠A", '"\'＠A"'],
  ["﹦1", '"\'﹦1"'],
  ['"=1', '"\'""=1"'],
  ['see;"=1', '"see;\'""=1"'],
  ["see; =1", '"see;\' =1"'],
  ["see\n=1", '"see\n\'=1"'],
  ["two - three", '"two - three"'],
  ["a=b", '"a=b"'],
  ["' or 1=1", '"\' or 1=1"'],
])("writes %j as %s", (text, cell) => expect(writeCell(text)).toBe(cell));

/** Texts that favour the characters that matter here. */
const text = fc.string({
  unit: fc.constantFrom(..."=+-@＝＋－＠;,\"'\t\r\n a1\u3000\ufeff"),
  maxLength: 12,
});

const row: ExportedRow = {
  id: "1",
  at: new Date("2026-10-02T03:04:05.678Z"),
  event: "launch.opened",
  actor: { kind: "staff", id: "s-1", name: "Sam", role: "support" },
  customers: [{ id: "c-1", name: "Hana", externalId: "4711", isGone: false }],
  customerCount: 1,
  customerIds: ["c-1"],
  details: { deviceId: "d-1", card: "supplies", launchId: "l-1" },
  subjectName: null,
  reason: "Ticket",
  network: "192.0.2.0/24",
};

it("writes a line per event, the same in every language", () => {
  const several = [...row.customers, { id: "c-2", name: null, externalId: null, isGone: true }];
  const purged = { olderThan: "400d", removed: 3, before: "2026-01-01T00:00:00.000Z" };
  const written =
    csvHead +
    writeCsv([
      row,
      {
        ...row,
        ...{ id: "2", event: "customers.searched", details: {}, reason: null },
        ...{ customers: several, customerCount: 2, customerIds: ["c-1", "c-2"] },
      },
      // Its third customer has no name here, as that of an import with hundreds.
      {
        ...row,
        ...{ id: "4", event: "import.written", details: {} },
        ...{ customers: several, customerCount: 3, customerIds: ["c-0", "c-1", "c-2"] },
      },
      {
        ...row,
        id: "3",
        event: "audit.purged",
        actor: { kind: "system", id: null, name: null, role: null },
        ...{ customers: [], customerCount: 0, customerIds: [] },
        details: purged,
        network: null,
      },
    ]);
  expect(written.startsWith("\ufeff")).toBe(true);
  const [names, ...lines] = readCsv(written.slice(1));
  expect(lines.map((line) => Object.fromEntries(line.map((cell, at) => [names?.[at], cell])))).toMatchObject([
    {
      ...{ id: "1", at: "2026-10-02T03:04:05.678Z", event: "launch.opened" },
      ...{
        actor_kind: "staff",
        actor_id: "s-1",
        actor_name: "Sam",
        actor_role: "support",
        network: "192.0.2.0/24",
      },
      ...{ customers: "1", customer_ids: "c-1", customer_numbers: "4711", customer_names: "Hana" },
      ...{ device_id: "d-1", card: "supplies", details: '{"launchId":"l-1"}', reason: "Ticket" },
    },
    { customers: "2", customer_ids: "c-1 | c-2", customer_names: "Hana | ", details: "", reason: "" },
    { customers: "3", customer_ids: "c-0 | c-1 | c-2", customer_numbers: " | 4711 | " },
    {
      actor_kind: "system",
      actor_id: "",
      actor_name: "",
      customers: "0",
      details: JSON.stringify(purged),
      network: "",
    },
  ]);
});

const isFormula = (cell: string) => /^[\s\p{C}]*[=+\-@＝＋－＠]/u.test(cell);

it("reads back unchanged except for apostrophes, and never as a formula", () => {
  fc.assert(
    fc.property(text, text, text, (reason, name, number) => {
      const customers = [{ id: "c-1", name, externalId: number, isGone: false }];
      const written = writeCsv([{ ...row, reason, customers }]);
      const [line] = readCsv(written);
      expect([line?.[9], line?.[10], line?.[14]].map((cell) => cell?.replaceAll("'", ""))).toEqual(
        [number, name, reason].map((typed) => typed.replaceAll("'", "")),
      );
      for (const separator of [",", ";", "\t"])
        expect(readCsv(written, separator).flat().filter(isFormula)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
