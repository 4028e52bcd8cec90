import { describe, expect, it } from "vitest";
import { encode, readFile } from "@/tests/import-files";
import type { FileFault, FileOptions } from "./types";

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
