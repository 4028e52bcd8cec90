import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFile } from "@/tests/import-files";
import { unguardCell } from "./guard-cell";
import type { Row } from "./types";
import { writeRejected } from "./write-rejected";

/** Writes all lines of a file as rejected ones. */
async function reject(text: string, reason = "Why"): Promise<string> {
  const { reading, rows, fault } = await readFile(text);
  if (!reading || fault) throw new Error(JSON.stringify(fault));
  let written = "";
  for await (const piece of writeRejected(
    reading,
    rows.map((row) => ({ row, reason })),
  ))
    written += piece;
  return written;
}

const plain = ({ item, reasons }: Row) => item ?? reasons;

describe("CSV", () => {
  it("has the header, the cells as they were and the reason", async () =>
    expect(await reject('id; Name ;Land\n\'1; x ;"a\nb"\n="2";12" disk;"c;d"\n')).toBe(
      ["\ufeffid; Name ;Land;reason", '\'1; x ;"a\nb";Why', `"'=""2""";"12"" disk";"c;d";Why`, ""].join(
        "\r\n",
      ),
    ));

  it("keeps spreadsheets from running a cell, and is read without the sign", async () => {
    const written = await reject("id,name,country\n=1+1,+49 Emily,@DE\n", "-1");
    expect(written).toBe("\ufeffid,name,country,reason\r\n'=1+1,'+49 Emily,'@DE,'-1\r\n");
    expect((await readFile(written)).rows).toMatchObject([
      { item: { externalId: "=1+1", name: "+49 Emily" } },
    ]);
  });

  it("keeps the column of an earlier import", async () => {
    const once = await reject("id,country\n1,Narnia\n", "No, never");
    expect(once).toBe('\ufeffid,country,reason\r\n1,Narnia,"No, never"\r\n');
    expect(await reject(once, "Again")).toBe("\ufeffid,country,reason\r\n1,Narnia,Again\r\n");
  });

  it("puts the reason into its column where cells are missing or too many", async () => {
    const written = await reject("id,name,country\n1\n2,a,DE,x\n");
    expect(written).toBe("\ufeffid,name,country,reason\r\n1,,,Why\r\n2,a,DE,Why,x\r\n");
    expect(await reject("id,reason,country\n1\n")).toBe("\ufeffid,reason,country\r\n1,Why\r\n");
  });

  it("is read as the first file was", async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 6, unit: "grapheme" }),
      fc.constantFrom(
        ...['"', '""', "a\r\nb", "\n", "\r", ";", ",", "'1", '="01"', "é", " x ", "reason", "\t", "=1"],
      ),
    );
    const property = fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(",", ";", "\t", "|"),
      fc.string(),
      async (records, delimiter, reason) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = [["id", "name", "x"], ...records].map((cells) => cells.map(quote).join(delimiter));
        const text = `${lines.join("\n")}\nlast${delimiter}${delimiter}\n`;
        const first = await readFile(text);
        const again = await readFile(await reject(text, reason));
        expect(again.rows.map(plain)).toEqual(first.rows.map(plain));
        expect(again.rows.map(({ cells }) => cells.slice(0, 3).map(unguardCell))).toEqual(
          first.rows.map(({ cells }) => cells.map(unguardCell)),
        );
        expect(again.reading?.delimiter).toBe(delimiter);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });

  it("is nothing without lines", async () => {
    const { reading } = await readFile("id\n1\n");
    if (!reading) throw new Error();
    for await (const piece of writeRejected(reading, [])) expect(piece).toBeUndefined();
  });

  it("writes many lines with one header", async () => {
    const written = await reject(`id\n${"1\n".repeat(1203)}`);
    expect(written.split("\r\n")).toHaveLength(1203 + 2);
    expect(written.match(/reason/g)).toHaveLength(1);
  });
});

describe("NDJSON", () => {
  it("has a line as a text that is too deep to be written", async () => {
    const deep = `{"name":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    expect(await reject(deep)).toBe(`${JSON.stringify({ line: deep, reason: "Why" })}\n`);
  });

  it("has each line again, with the reason", async () => {
    const written = await reject('{"type":"device","reason":"old","serial":"é"}\n{broken\n[1]\n');
    expect(
      written
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { type: "device", serial: "é", reason: "Why" },
      { line: "{broken", reason: "Why" },
      { line: "[1]", reason: "Why" },
    ]);
    expect((await readFile(written)).rows[0]?.item).toEqual({ type: "device", serial: "é" });
  });
});
