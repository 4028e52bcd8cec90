import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutInto, encode, readFile, readItems } from "@/tests/import-files";
import { decodeText } from "./decode-text";
import { openFile } from "./open-file";
import { readCsv } from "./read-csv";
import { readLines } from "./read-lines";
import type { Encoding, FileFault, FileOptions } from "./types";

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
    expect(rows.map(({ item, reasons }) => (item ? "fine" : reasons))).toEqual([
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

const zip = (name: string) => Buffer.from(`PK\x03\x04\x14\0\0\0\b\0......${name}....`, "latin1");
const long = "x".repeat(70_000);

describe("refusals", () => {
  const refusals: [string, string | Uint8Array, FileFault, FileOptions?][] = [
    ["nothing", "", { code: "empty" }],
    ["white space", " \r\n\t\r\n", { code: "empty" }],
    ["a mark only", "\ufeff", { code: "empty" }],
    ["a header only", "id,name\n", { code: "header-only" }],
    ["a header and blank rows", "id,name\n,\n\n , \n", { code: "header-only" }],
    ["a header after Excel's line", "sep=,\nid,name\n", { code: "header-only" }],
    ["a workbook", zip("[Content_Types].xml"), { code: "excel" }],
    ["a workbook by its folder", zip("xl/workbook.xml"), { code: "excel" }],
    [
      "an OpenDocument sheet",
      zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
      { code: "excel" },
    ],
    ["an old workbook", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0), { code: "excel" }],
    ["another ZIP", zip("customers.csv"), { code: "zip" }],
    ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), { code: "gzip" }],
    ["PDF", "%PDF-1.7\n", { code: "pdf" }],
    ["an error page", "\n<!DOCTYPE html><title>502</title>", { code: "html" }],
    ["another error page", "<html><body>Login", { code: "html" }],
    ["rubbish", Uint8Array.from({ length: 400 }, (_, index) => (index * 37) % 256), { code: "binary" }],
    ["a list", ' [\n {"type": "customer"}]', { code: "json-array" }],
    ["an empty list", "[]", { code: "json-array" }],
    ["one header twice", "id,name,name\n1,a,b\n", { code: "header-twice", header: "name", field: "name" }],
    [
      "two headers for a field",
      "Kundennummer,Customer ID\n1,2\n",
      { code: "field-twice", field: "externalId", headers: ["Kundennummer", "Customer ID"] },
    ],
    [
      "two headers mapped to a field",
      "id,a,b\n1,2,3\n",
      { code: "field-twice", field: "name", headers: ["a", "b"] },
      { map: { a: "name", b: "name" } },
    ],
    [
      "a mapped header that is not there",
      "id,a\n1,2\n",
      { code: "header-unknown", header: "Nummer", headers: ["id", "a"] },
      { map: { Nummer: "externalId" } },
    ],
    [
      "an unknown field",
      "id,a\n1,2\n",
      {
        code: "field-unknown",
        header: "a",
        value: "phone",
        fields: [
          ...["externalId", "name", "firstName", "lastName", "email", "country", "language"],
          ...["otherIds.crm", "-"],
        ],
      },
      { map: { a: "phone" } },
    ],
    ["no column that anything knows", "foo,bar\n1,2\n", { code: "columns-unknown", headers: ["foo", "bar"] }],
    [
      "customers without a number",
      "name,mail\na,b\n",
      { code: "columns-missing", fields: ["externalId"], headers: ["name", "mail"] },
    ],
    [
      "devices without model and owner",
      "serial\n1\n",
      { code: "columns-missing", fields: ["modelId", "owner"], headers: ["serial"] },
    ],
    [
      "invalid UTF-8 that was asked for",
      encode("id,name\n1,Jäger\n", "windows-1252"),
      { code: "encoding-broken", line: 2, encoding: "utf-8" },
      { encoding: "utf-8" },
    ],
    ["a long header", `id,${long}\n1,2\n`, { code: "line-long", line: 1 }],
    ["an open quote in the header", 'id,"name\n1,2\n', { code: "quote-open", line: 1 }],
  ];

  it.each(refusals)("refuses %s", async (_, given, fault, options) =>
    expect(await readFile(given, options)).toEqual({ reading: null, rows: [], fault }),
  );

  it.each<[string, string, FileFault]>([
    ["an open quote", 'id,name\n1,a\n2,"b\n3,c\n', { code: "quote-open", line: 3 }],
    ["a quote that opens below", 'id,name,x\n1,a,b\n2,"b\n","c\n', { code: "quote-open", line: 4 }],
    [
      "an open quote in a large file",
      `id,name\n1,a\n2,"b\n${"3,c\n".repeat(50_000)}`,
      { code: "quote-open", line: 3 },
    ],
    ["a long line", `id,name\n1,a\n2,${long}\n3,c\n`, { code: "line-long", line: 3 }],
  ])("stops at %s", async (_, text, fault) => {
    const read = await readFile(text);
    expect(read.rows.map(({ item }) => item)).toEqual([{ type: "customer", externalId: "1", name: "a" }]);
    expect(read.fault).toEqual(fault);
  });

  it("stops at an invalid byte behind the first megabyte, with its line", async () => {
    const line = "1,Emily Carter\n";
    const count = 100_000;
    const bytes = Buffer.concat([
      Buffer.from(`id,name\n${line.repeat(count)}`),
      encode("2,Jäger\n", "windows-1252"),
      Buffer.from(line),
    ]);
    const { rows, fault } = await readFile(bytes);
    expect(fault).toEqual({ code: "encoding-broken", line: count + 2, encoding: "utf-8" });
    expect(rows.length).toBeGreaterThan(count * 0.9);
  });
});

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

describe("pieces", () => {
  const feed = async (
    bytes: Uint8Array,
    sizes: readonly number[],
    encoding: Encoding,
    delimiter: string | null,
  ) => {
    const texts = decodeText(cutInto(bytes, sizes), encoding);
    const found: unknown[] = [];
    for await (const batch of delimiter ? readCsv(texts, delimiter) : readLines(texts, undefined))
      found.push(...[batch].flat());
    return found;
  };
  const broken = Buffer.concat([Buffer.from("id,name\n1,é\n2,"), Uint8Array.of(0xe9, 0x0a)]);
  const files: [string, Uint8Array, Encoding, string | null][] = [
    ["Windows-1252", encode(german, "windows-1252"), "windows-1252", ";"],
    ["UTF-16", encode(japanese, "utf-16le", true), "utf-16le", "\t"],
    ["Shift_JIS", encode(japanese, "shift_jis"), "shift_jis", "\t"],
    ["quotes", Buffer.from('id;"na\r\nme"\r\n1;"é""é"\r2;"a\r\nb;"\n\n3;😀'), "utf-8", ";"],
    ["an open quote", Buffer.from('id,name\r\n1,a\r\n2,b\r\n3,"c\r\n'), "utf-8", ","],
    ["a long line", Buffer.from(`id,name\r\n1,a\r\n2,b\r\n3,${long}\r\n4,c`), "utf-8", ","],
    ["a quote that stays open long", Buffer.from(`id\n1\n"${"2\n".repeat(50_000)}`), "utf-8", ","],
    ["NDJSON", Buffer.from(`{"a":"é"}\r\n{"x":"${long}"}\n{broken\n{"b":"😀"}`), "utf-8", null],
    ["an invalid byte in NDJSON", broken, "utf-8", null],
    ["an invalid byte", broken, "utf-8", ","],
  ];

  it.each(files)("says the same of %s however it is cut", async (_, bytes, encoding, delimiter) => {
    const whole = await feed(bytes, [bytes.length], encoding, delimiter);
    expect(whole.length).toBeGreaterThan(1);
    const size = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70_000 }));
    const property = fc.asyncProperty(fc.array(size, { minLength: 1 }), async (sizes) => {
      const most = bytes.length > 10_000 ? [...sizes, 5000] : sizes;
      expect(await feed(bytes, most, encoding, delimiter)).toEqual(whole);
    });
    await fc.assert(property, { numRuns: 25 });
  });

  it("says the same of a large file however it is cut", async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, index) => `${index};Jürgen;Größe "${index}";a@example.com;DE;de`,
    );
    const bytes = encode(
      `Kunden-Nr;Vorname;Name;E-Mail;Land;Sprache\r\n${rows.join("\r\n")}`,
      "windows-1252",
    );
    expect(bytes.length).toBeGreaterThan(1.5 * 1024 * 1024);
    const whole = await readFile(bytes);
    expect(whole.rows).toHaveLength(rows.length);
    expect(await readFile(bytes, {}, [1, 65_537, 333, 1_048_575])).toEqual(whole);
  });

  it("asks for no more than is read, and lets go of a file that is not read to its end", async () => {
    let given = 0;
    let returned = false;
    async function* bytes() {
      try {
        yield Buffer.from("id\n");
        for (; given < 1000; given++) yield Buffer.from("1\n".repeat(32_768));
      } finally {
        returned = true;
      }
    }
    const opened = await openFile(bytes());
    if (!opened.ok) throw new Error(opened.fault.code);
    let rows = 0;
    for await (const _ of opened.rows) if (++rows === 1_000_000) break;
    expect(given).toBeLessThan(60);
    expect(returned).toBe(true);
  });

  it("lets go of a file that it refuses", async () => {
    let returned = false;
    async function* bytes() {
      try {
        yield Buffer.from("foo,bar\n1,2\n");
        for (;;) yield Buffer.from("3,4\n".repeat(10_000));
      } finally {
        returned = true;
      }
    }
    expect(await openFile(bytes())).toMatchObject({ ok: false, fault: { code: "columns-unknown" } });
    expect(returned).toBe(true);
  });
});
