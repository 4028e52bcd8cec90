import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteCustomer } from "@/lib/customers";
import { auditEvents, changes, customers, devices, imports, tombstones } from "@/lib/db";
import { removeDevice } from "@/lib/devices";
import { type Id, ownScope } from "@/lib/scope";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { runImport } from "./run-import";

let portal: TestStage;
let folder: string;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "larder-import-"));
  for (const table of [devices, customers, tombstones, imports]) await portal.db.delete(table);
});

/** Writes a file. @returns its path */
function write(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}
const read = (name: string) => readFileSync(path.join(folder, name), "utf8");

async function run(args: string[], stdin: string[] = []) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const status = await runImport(args, {
    stdin: Readable.from(stdin.map((chunk) => Buffer.from(chunk))),
    stdout,
    stderr,
  });
  stdout.end();
  stderr.end();
  const [out, errors] = await said;
  return { status, out, errors };
}

const people = "Customer number,Name,Country\n1,Emily,DE\n2,Jonas,DE\n";
const units = (...serials: string[]) =>
  `Model,Serial,Owner\n${serials.map((serial) => `${modelIds.printer},${serial},1\n`).join("")}`;
const countDevices = async () =>
  (await portal.owner.query("select count(*)::int as count from devices where removed_at is null")).rows[0]
    .count;

it("imports customers, then their devices, says how it read them, and the second time changes nothing", async () => {
  const files = [write("customers.csv", people), write("devices.csv", units("SN-1", "SN-2"))];
  const { status, out } = await run(files);
  expect(status).toBe(0);
  expect(out).toContain("customers.csv: CSV, UTF-8, commas, customers\n  Customer number  → externalId\n");
  expect(out).toContain("2 customers: 2 new");
  expect(out).toContain("2 devices: 2 new");
  const before = [await portal.db.$count(auditEvents), await portal.db.$count(changes)];
  expect((await run(files)).out).toContain("2 devices: 2 the same");
  expect([await portal.db.$count(auditEvents), await portal.db.$count(changes)]).toEqual(before);
  expect(readdirSync(folder)).toEqual(["customers.csv", "devices.csv"]);
});

it("leaves no device out of the search, in whatever order they come", async () => {
  const numbers = Array.from({ length: 30 }, (_, index) => index);
  const owners = numbers.map((number) => `${number},Name ${number},DE\n`).join("");
  const mixed = [...numbers, ...numbers.slice(20)]
    .map((owner, place) => `${modelIds.printer},SN-${place},${owner}\n`)
    .join("");
  await run([
    write("c.csv", `Customer number,Name,Country\n${owners}`),
    write("d.csv", `Model,Serial,Owner\n${mixed}`),
  ]);
  const { rows } = await portal.owner.query(
    `select count(*)::int as n from devices d join customer_search s using (customer_id)
     where s.text like '%' || lower(d.serial) || '%'`,
  );
  expect(rows).toEqual([{ n: 40 }]);
});

it("finds out what it would do, and writes nothing but that it did", async () => {
  const { status, out } = await run(["--dry-run", write("c.csv", people), write("d.csv", units("SN-1"))]);
  expect(status).toBe(0);
  expect(out).toContain("c.csv: checked; nothing was written\n  2 customers: 2 new");
  expect(out).toContain("1 device: 1 new");
  expect([await portal.db.$count(customers), await portal.db.$count(devices)]).toEqual([0, 0]);
  expect(await portal.db.select().from(imports)).toMatchObject([{ state: "checked" }, { state: "checked" }]);
});

it("writes rejected rows to a file that can be corrected and imported", async () => {
  await run([write("c.csv", people)]);
  const { status, out } = await run([
    write("d.csv", `Model,Serial,Owner,Note\nNONE,SN-1,1,"a, ""b"""\n${modelIds.printer},SN-2,1,\n`),
  ]);
  expect(status).toBe(1);
  expect(out).toContain("Line 2: There’s no model NONE.");
  expect(out).toContain("d.rejected.csv");
  const rejected = read("d.rejected.csv");
  expect(rejected.split("\r\n")).toEqual([
    "\ufeffModel,Serial,Owner,Note,reason",
    'NONE,SN-1,1,"a, ""b""","There’s no model NONE. Correct the model ID, or add the model first."',
    "",
  ]);
  const corrected = await run([write("again.csv", rejected.replace("NONE", modelIds.coffee))]);
  expect(corrected).toMatchObject({ status: 0, out: expect.stringContaining("1 device: 1 new") });
});

it("reads NDJSON from standard input", async () => {
  const lines = [
    '{"type":"customer","externalId":"1"}\n',
    "{",
    "\n",
    `{"type":"device","modelId":"${modelIds.printer}","serial":"SN-1","owner":"1"}`,
  ];
  const { status, out } = await run(["-"], lines);
  expect(status).toBe(1);
  expect(out).toContain("standard input: NDJSON, UTF-8");
  expect(out).toMatch(/1 customer: 1 new\n.*1 device: 1 new\n.*1 row that could not be read/);
  expect(readFileSync("import.rejected.ndjson", "utf8")).toContain('"line":"{"');
  rmSync("import.rejected.ndjson");
});

it("counts and leaves out who deleted their account, and what owners removed", async () => {
  await run([write("c.csv", people), write("d.csv", units("SN-1"))]);
  const rows = await portal.db.select().from(customers).orderBy(customers.externalId);
  const [emily, jonas] = rows.map(({ id }) => ({ kind: "customer", id }) as never);
  const [device] = await portal.db.select().from(devices);
  await removeDevice(ownScope(emily as never), device?.id as Id);
  await deleteCustomer(ownScope(jonas as never), "customer");
  const { status, out } = await run([write("c.csv", people), write("d.csv", units("SN-1"))]);
  expect(status).toBe(0);
  expect(out).toContain("2 customers: 1 the same, 1 left out");
  expect(out).toContain("Left out: 1 customer who deleted their account.");
  expect(out).toContain("Left out: 1 device that the owner removed.");
});

describe("--sync", () => {
  const serials = Array.from({ length: 40 }, (_, index) => `SN-${index}`);
  beforeEach(() => run([write("c.csv", people), write("d.csv", units(...serials))]));

  it("removes what a system made and the file lacks, and nothing else", async () => {
    const [emily] = await portal.db.select().from(customers);
    await portal.owner.query(
      "insert into devices (customer_id, model_id, name, serial, added_by) values ($1, $2, 'Own', 'OWN-1', 'customer')",
      [emily?.id, modelIds.printer],
    );
    const { status, out } = await run(["--sync", write("d.csv", units(...serials.slice(2)))]);
    expect(status).toBe(0);
    expect(out).toContain(
      "The file lacks 2 of 40 devices that an import or the API made.\n  Removed: 2 devices",
    );
    expect(await countDevices()).toBe(39);
    expect(await portal.db.$count(customers)).toBe(2);
    const { rows } = await portal.owner.query(
      "select serial, removed_by from devices where removed_at is not null order by serial",
    );
    expect(rows).toEqual(["SN-0", "SN-1"].map((serial) => ({ serial, removed_by: "partner" })));
  });

  it("looks at the devices of all files, and not at all where none has any", async () => {
    const [one, other] = [
      write("a.csv", units(...serials.slice(0, 20))),
      write("b.csv", units(...serials.slice(20))),
    ];
    expect((await run(["--sync", "--force", one, other, write("c.csv", people)])).status).toBe(0);
    expect((await run(["--sync", "--force", write("c.csv", people)])).status).toBe(0);
    expect(await countDevices()).toBe(40);
    const broken = write("b.csv", `${units("SN-20")}${modelIds.printer},"SN`);
    expect((await run(["--sync", "--force", broken, one])).status).toBe(1);
    expect(await countDevices()).toBe(40);
  });

  it("refuses more than a twentieth without --force", async () => {
    const file = write("d.csv", units(...serials.slice(3)));
    expect(await run(["--sync", file])).toMatchObject({
      status: 1,
      out: expect.stringContaining("lacks 3 of the 40"),
    });
    expect(await countDevices()).toBe(40);
    expect(await run(["--sync", "--force", "--dry-run", file])).toMatchObject({ status: 0 });
    expect(await countDevices()).toBe(40);
    expect(await run(["--sync", "--force", file])).toMatchObject({ status: 0 });
    expect(await countDevices()).toBe(37);
  });

  it("keeps what a rejected row names, and everything if a row does not say which device it is", async () => {
    const lines = units(...serials).replace(`${modelIds.printer},SN-0,1`, `${modelIds.printer},SN-0,nobody`);
    await run(["--sync", write("d.csv", lines)]);
    expect(await countDevices()).toBe(40);
    for (const unit of [`${modelIds.printer},`, `${modelIds.printer} x,SN-5`, `${modelIds.printer},..`]) {
      const broken = units(...serials.slice(1)).replace(`${modelIds.printer},SN-5,1`, `${unit},1`);
      const { status, out } = await run(["--sync", write("d.csv", broken)]);
      expect([status, out]).toEqual([1, expect.stringContaining("so no device is removed")]);
      expect(await countDevices()).toBe(40);
    }
  });

  it("goes by what a rejected row says, and by no row of a customer", async () => {
    const odd = write("c.csv", `Customer number,Country\n3,Atlantis\n4,DE,,x\n`);
    const dated = `Model,Serial,Owner,Purchase date\n${serials
      .slice(1)
      .map((serial) => `${modelIds.printer},${serial},1,${serial === "SN-5" ? "someday" : ""}\n`)
      .join("")}`;
    const { out } = await run(["--sync", odd, write("d.csv", dated)]);
    expect(out).toContain("Removed: 1 device");
    expect(await countDevices()).toBe(39);
  });
});

it("says who would find their devices, and writes nothing", async () => {
  await run([write("c.csv", people)]);
  const before = await portal.db.$count(imports);
  const file = write("people.csv", "sub,email,note\n1,,\n9,nobody@example.com,\n,,x\n8,,\n");
  const { status, out } = await run(["--match-report", file]);
  expect(status).toBe(0);
  expect(out).toContain("1 of 4 people would find their devices.");
  expect(out).toContain("1: found by the sign-in ID, which equals a customer number\n");
  expect(out).toContain("2: no customer has the sign-in ID or the address (lines 3, 5)");
  expect(out).toContain("1: the row has neither a sign-in ID nor an address (line 4)");
  expect(await portal.db.$count(imports)).toBe(before);
});

it.each<[what: string, args: string[], words: string]>([
  ["no file", [], "Name a file, or - for standard input."],
  ["standard input twice", ["-", "-"], "Standard input can be read once only."],
  ["an unknown option", ["--fast", "x"], "Unknown option '--fast'"],
  ["--force alone", ["--force", "x"], "--force belongs to --sync."],
  ["an unknown encoding", ["--encoding", "ebcdic", "x"], "--encoding ebcdic: use one of utf-8,"],
  ["a map without a field", ["--map", "Nr", "x"], 'write it as in --map "Kundennummer=externalId"'],
  ["a column mapped twice", ["--map", "a=name", "--map", "a=email", "x"], "--map names the column a twice."],
])("refuses %s", async (_, args, words) => {
  const { status, errors } = await run(args);
  expect([status, errors]).toEqual([2, expect.stringContaining(words)]);
});

it.each<[what: string, content: string | Uint8Array, args: string[], words: string]>([
  ["an empty file", "", [], "The file is empty."],
  ["an Excel file", Buffer.from("PK\u0003\u0004....xl/workbook.xml", "latin1"), [], "This is a spreadsheet."],
  ["an error page", "<!DOCTYPE html><html><body>Sorry", [], "This is a web page"],
  ["a quote that is never closed", 'Number,Name\n1,"Emily\n2,Jonas\n', [], "opens in line 2"],
  ["a header twice", "Number,Name,Name\n1,a,b\n", ["--as", "customers"], "Two columns are called “Name”"],
  ["a column that is not there", people, ["--map", "Nr=name"], "No column is called “Nr”"],
])("says what is wrong with %s", async (_, content, args, words) => {
  const { status, out } = await run([...args, write("x.csv", content)]);
  expect([status, out]).toEqual([1, expect.stringContaining(words)]);
  expect(await portal.db.$count(customers)).toBe(0);
  expect(await portal.db.select().from(imports)).toMatchObject([{ state: "failed" }]);
});

it.each([
  ["a file that is not there", "/nowhere/x.csv", "There is no file /nowhere/x.csv."],
  ["a folder", tmpdir(), "is a folder"],
])("names %s, and begins with none", async (_, file, words) => {
  const { status, errors } = await run([write("c.csv", people), file]);
  expect([status, errors]).toEqual([2, expect.stringContaining(words)]);
  expect(await portal.db.$count(imports)).toBe(0);
});

it("says which option helps", async () => {
  const dates = write("d.csv", `Model,Serial,Owner,Purchase date\n${modelIds.printer},SN-1,1,03/04/2026\n`);
  expect((await run([dates])).out).toContain("Option: --dates");
  expect((await run([write("x.csv", "Alpha,Beta\n1,2\n")])).out).toContain("Option: --map");
});

it("keeps the rejected rows of two files with one name apart", async () => {
  const [one, other] = ["a.csv", "a.txt"].map((name) => write(name, "Customer number,Country\n1,Narnia\n"));
  await run([one as string, other as string]);
  expect(readdirSync(folder)).toEqual(["a.csv", "a.rejected.csv", "a.txt", "a.txt.rejected.csv"]);
});

it("shows nothing that a terminal would interpret", async () => {
  const { out } = await run([write("x.csv", "Customer number,Country,\u001b[31m\n1,\u001b[2J,\n")]);
  expect(out).not.toContain("\u001b");
});
