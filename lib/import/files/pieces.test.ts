import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutInto, encode, readFile } from "@/tests/import-files";
import { decodeText } from "./decode-text";
import { openFile } from "./open-file";
import { readCsv } from "./read-csv";
import { readLines } from "./read-lines";
import type { Encoding } from "./types";

const german =
  "Kunden-Nr.;Vorname;Nachname;E-Mail;Land;Sprache\r\n0012;Jörg;Müller;joerg@example.com;Österreich;de\r\n";
const japanese = "顧客番号\t姓\t名\tメールアドレス\t国\r\n0012\t山田\t太郎\ttaro@example.com\t日本\r\n";
const long = "x".repeat(70_000);

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
