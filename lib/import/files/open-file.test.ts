import { describe, expect, it } from "vitest";
import { encode, readFile, readItems } from "@/tests/import-files";
import type { Encoding } from "./types";

const german =
  "Kunden-Nr.;Vorname;Nachname;E-Mail;Land;Sprache\r\n0012;Jörg;Müller;joerg@example.com;Österreich;de\r\n";
const jorg = {
  type: "customer",
  externalId: "0012",
  name: "Jörg Müller",
  email: "joerg@example.com",
  country: "AT",
  language: "de",
};
const japanese = "顧客番号\t姓\t名\tメールアドレス\t国\r\n0012\t山田\t太郎\ttaro@example.com\t日本\r\n";
const taro = {
  type: "customer",
  externalId: "0012",
  name: "山田 太郎",
  email: "taro@example.com",
  country: "JP",
};

describe("encodings and delimiters", () => {
  it.each<[string, string, Encoding, boolean, unknown]>([
    ["German Excel", german, "windows-1252", false, jorg],
    ["German UTF-8 with a mark", german, "utf-8", true, jorg],
    ["German UTF-8 without", german, "utf-8", false, jorg],
    ["German Unicode text", german.replaceAll(";", "\t"), "utf-16le", true, jorg],
    ["Japanese Unicode text", japanese, "utf-16le", true, taro],
    ["Japanese UTF-16 without a mark", japanese, "utf-16le", false, taro],
    ["big-endian", japanese, "utf-16be", true, taro],
    ["big-endian without a mark", japanese, "utf-16be", false, taro],
    ["Japanese Excel", japanese.replaceAll("\t", ","), "shift_jis", false, taro],
    ["LF", german.replaceAll("\r\n", "\n"), "utf-8", false, jorg],
    ["CR", german.replaceAll("\r\n", "\r"), "windows-1252", false, jorg],
    ["no end of the last line", german.trimEnd(), "windows-1252", false, jorg],
    ["pipes", german.replaceAll(";", "|"), "utf-8", false, jorg],
    ["quotes", german.replaceAll(/[^;\r\n]+/g, '"$&"'), "utf-8", false, jorg],
    ["Excel's first line", `sep=;\r\n${german}`, "utf-8", true, jorg],
    ["blank lines", `\r\n;;;;;\r\n${german}\r\n;;;;;\r\n`, "utf-8", false, jorg],
  ])("reads %s", async (_, text, encoding, mark, item) => {
    const { reading, rows, fault } = await readFile(encode(text, encoding, mark));
    expect(fault).toBeNull();
    expect(reading?.encoding).toBe(encoding);
    expect(rows.map((row) => row.item)).toEqual([item]);
  });

  it("counts delimiters outside quotes", async () => {
    const text = '"One, two, three";"Kundennummer"\n"a,b";1\n';
    expect(await readItems(text)).toEqual([{ type: "customer", externalId: "1" }]);
  });

  it("does as it is told", async () => {
    const text = encode("Kundennummer;Name,x\n1;Jäger,x\n", "windows-1252");
    expect(await readFile(text, { encoding: "windows-1252", delimiter: "," })).toMatchObject({
      fault: { code: "columns-unknown" },
    });
    expect(await readItems(text, { encoding: "shift_jis", map: { "Name,x": "name" } })).toMatchObject([
      { externalId: "1", name: "J臠er,x" },
    ]);
  });
});

describe("lines", () => {
  it("says where records begin", async () => {
    const text = 'id,name\n\n1,"a\nb\r\nc"\n2,x\r\n\r\n"3",y\r4,z';
    const { rows } = await readFile(text);
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [3, "1"],
      [6, "2"],
      [8, "3"],
      [9, "4"],
    ]);
  });

  it("counts Excel's first line", async () =>
    expect((await readFile("sep=,\r\nid\r\n7\r\n")).rows).toMatchObject([{ line: 3, cells: ["7"] }]));

  it("keeps a quote inside a cell", async () =>
    expect(await readItems('id,name\n1,12" screen\n2,="0012"\n')).toMatchObject([
      { name: '12" screen' },
      { name: '="0012"' },
    ]));

  it("says that cells are missing or too many, apart from those that say nothing", async () => {
    const { rows } = await readFile("id,name,x\n1\n2,a\n3,a,b\n4,a,b,\n5,a,b,c\n");
    expect(rows.map(({ reasons }) => (reasons.length > 0 ? reasons : "fine"))).toEqual([
      [{ code: "cell-count", found: 1, wanted: 3 }],
      "fine",
      "fine",
      "fine",
      [{ code: "cell-count", found: 4, wanted: 3 }],
    ]);
  });

  it("leaves empty cells of devices out, and empties those of customers", async () => {
    expect(await readItems("id,email,country,otherIds.crm\n1,,  ,\n2,,,K-1\n")).toEqual([
      { type: "customer", externalId: "1", email: null, country: null, otherIds: [] },
      {
        type: "customer",
        externalId: "2",
        email: null,
        country: null,
        otherIds: [{ source: "crm", externalId: "K-1" }],
      },
    ]);
    expect(await readItems("model,serial,owner,name,transfer\nM,S,1,,\n")).toEqual([
      { type: "device", modelId: "M", serial: "S", owner: "1" },
    ]);
  });

  it("passes over a column with reasons, and knows it", async () => {
    const { reading, rows } = await readFile("id,reason\n1,The country is missing.\n");
    expect(rows).toMatchObject([{ item: { type: "customer", externalId: "1" } }]);
    expect(reading?.columns[1]).toEqual({ header: "reason", field: null, by: "name" });
  });
});

const long = "x".repeat(70_000);

describe("NDJSON", () => {
  it("reads an object a line", async () => {
    const text = ' {"type":"customer","externalId":"1"}\r\n\n{"type":"device","reason":"Old"}\n';
    expect(await readFile(text)).toMatchObject({
      reading: { format: "ndjson", delimiter: null, target: null, columns: [], layout: null },
      rows: [
        { line: 1, item: { type: "customer", externalId: "1" } },
        { line: 3, item: { type: "device" }, cells: ['{"type":"device","reason":"Old"}'] },
      ],
    });
  });

  it("goes on behind lines that are faulty", async () => {
    const text = `{"a":1}\n{broken\n5\n[1]\nnull\n{"x":"${long}"}\n{"b":2}`;
    const { rows } = await readFile(text, { target: "device" });
    expect(rows.map(({ line, item, reasons }) => [line, item ?? reasons[0]?.code])).toEqual([
      [1, { type: "device", a: 1 }],
      [2, "json-broken"],
      [3, "json-no-object"],
      [4, "json-no-object"],
      [5, "json-no-object"],
      [6, "line-long"],
      [7, { type: "device", b: 2 }],
    ]);
    expect(JSON.stringify(rows[5]).length).toBeLessThan(300);
  });
});
