// Tests the handlers of the pages of imports.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, importParts, imports } from "@/lib/db";
import { type FileReading, listRuns, type RunOptions } from "@/lib/import";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { encode } from "@/tests/import-files";
import { readRun, sendFile, work } from "@/tests/import-stage";
import { createRequest, createTestStage, type TestStage } from "@/tests/stage";
import { POST as apply } from "./[importId]/apply/route";
import { POST as check } from "./[importId]/check/route";
import { POST as discard } from "./[importId]/discard/route";
import { GET as download } from "./[importId]/rejected/route";
import { readMap, readOptions, readOptionText, writeOptions } from "./options";
import { POST as upload } from "./upload/route";

let portal: TestStage;
let ada: Staff;
let tokens: Record<"ada" | "sam" | "customer", string>;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
  tokens = {
    ada: await portal.signIn(ada),
    sam: await portal.signIn(await portal.addStaff("support")),
    customer: await portal.signIn(await portal.addCustomer()),
  };
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(imports);
});

const home = "http://localhost:3000";
type Fields = Record<string, string | File>;
type Way = { token?: string | null; origin?: string; language?: string };
const nobody = "00000000-0000-4000-8000-000000000000" as Id;

function build(path: string, fields: Fields | null, { token = tokens.ada, origin = home, language }: Way) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) body.append(name, value);
  const cookies = { "larder.session": token, "larder.language": language ?? "en-US" };
  return createRequest(path, cookies, fields ? { method: "POST", headers: { origin }, body } : {});
}
const send = async (fields: Fields, way: Way = {}) => {
  const response = await upload(build("/admin/import/upload", fields, way), { params: Promise.resolve({}) });
  return { status: response.status, to: response.headers.get("location")?.slice(home.length) ?? null };
};
const csv = (content: string | Uint8Array<ArrayBuffer>, name = "people.csv") => new File([content], name);
const handlers = { check, apply, discard };
const press = async (what: keyof typeof handlers, importId: string, fields: Fields = {}, way: Way = {}) => {
  const request = build(`/admin/import/${importId}/${what}`, fields, way);
  const response = await handlers[what](request, { params: Promise.resolve({ importId }) });
  return { status: response.status, to: response.headers.get("location")?.slice(home.length) ?? null };
};
const get = (importId: string, way: Way = {}) =>
  download(build(`/admin/import/${importId}/rejected`, null, way), { params: Promise.resolve({ importId }) });
const people = "Customer number,Name,Country\n1,Emily,Germany\n2,Jonas,Atlantis\n";

it("stores a file, has it checked and leads to its page", async () => {
  const sent = await send({
    file: csv(people),
    target: "customer",
    delimiter: "comma",
    dates: "",
    sync: "on",
  });
  const [run] = (await listRuns(ada, null)).runs;
  expect(sent).toEqual({ status: 303, to: `/admin/import/${run?.id}` });
  expect(run).toMatchObject({
    ...{ fileName: "people.csv", state: "checking", lines: 4, createdBy: "Sam" },
    options: { target: "customer", delimiter: ",", sync: true },
  });
  const [part] = await portal.db.select().from(importParts);
  expect(part?.bytes.toString()).toBe(people);
});

it("stores every byte of a file of some size", async () => {
  const bytes = Buffer.alloc(7_000_001, `--\r\n--${"x".repeat(61)}\r\n`);
  await send({ file: csv(bytes, "データ.ndjson") });
  const parts = await portal.db.select().from(importParts).orderBy(importParts.part);
  expect(Buffer.concat(parts.map((part) => part.bytes)).equals(bytes)).toBe(true);
  expect((await listRuns(ada, null)).runs[0]?.fileName).toBe("データ.ndjson");
});

it.each([
  ["without a file", {}, "file-missing"],
  ["with no file chosen", { file: new File([], "") }, "file-missing"],
  ["with an empty file", { file: csv("") }, "file-empty"],
  ["with a file of more than 50 MB", { file: csv(Buffer.alloc(50_000_001, "a")) }, "file-large"],
] as const)("leads a form %s back, with its choices", async (_, fields, code) => {
  expect(await send({ ...fields, encoding: "shift_jis", force: "on", more: "x" } as Fields)).toEqual({
    status: 303,
    to: `/admin/import?encoding=shift_jis&force=on&problem=${code}`,
  });
  expect(await portal.db.$count(imports)).toBe(0);
});

it.each([
  ["in the file", 2_500_000],
  ["after it", 3_000_100],
])("leads a form that breaks off %s back, and keeps nothing", async (_, size) => {
  const whole = build("/admin/import/upload", { file: csv(Buffer.alloc(3_000_000, "a\n")), target: "" }, {});
  const bytes = Buffer.from(await whole.clone().arrayBuffer());
  const pieces = [bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000, size)];
  const body = new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const piece = pieces.shift();
      if (piece) controller.enqueue(new Uint8Array(piece));
      else controller.error(new Error("aborted"));
    },
  });
  const request = createRequest("/admin/import/upload", { "larder.session": tokens.ada }, {
    method: "POST",
    headers: { origin: home, "content-type": whole.headers.get("content-type") ?? "" },
    body,
    duplex: "half",
  } as never);
  const response = await upload(request, { params: Promise.resolve({}) });
  expect(response.headers.get("location")).toBe(`${home}/admin/import?problem=file-broken`);
  expect(await portal.db.$count(imports)).toBe(0);
});

it.each(["sam", "customer", null, "evil"] as const)("takes no file from %s", async (who) => {
  const way =
    who === "evil" ? { origin: "https://evil.example" } : { token: who === null ? null : tokens[who] };
  const sent = await send({ file: csv(people) }, way);
  expect(sent.status).toBe(who === "evil" ? 403 : who === null ? 303 : 404);
  expect(await portal.db.$count(imports)).toBe(0);
});

it("checks again with the fields that somebody chose, and keeps what was found", async () => {
  const importId = await sendFile(ada, encode("Kürzel;Vorname;Plz\n1;Emily;10115\n", "windows-1252"));
  await work(importId);
  const fields = {
    ...{ "header-0": "Kürzel", "field-0": "externalId", "header-1": "Vorname", "field-1": "firstName" },
    ...{ "header-2": "Plz", "field-2": "-", dates: "dmy" },
  };
  expect(await press("check", importId, fields)).toEqual({ status: 303, to: `/admin/import/${importId}` });
  expect((await readRun(ada, importId)).options).toEqual({ dates: "dmy", map: { Kürzel: "externalId" } });
  await work(importId);
  expect((await readRun(ada, importId)).findings.counts.customers.new).toBe(1);
});

it("applies what was seen, and leads a second press to the page, too", async () => {
  const importId = await sendFile(ada, people);
  await work(importId);
  const seen = (await readRun(ada, importId)).finishedAt?.toISOString() ?? "";
  const before = await portal.db.$count(customers);
  const page = `/admin/import/${importId}`;
  expect(await press("apply", importId, { seen: "long ago" })).toEqual({
    status: 303,
    to: `${page}?problem=import-changed`,
  });
  expect(await press("apply", importId, { seen })).toEqual({ status: 303, to: page });
  expect((await press("apply", importId, { seen })).status).toBe(303);
  await work(importId);
  expect((await portal.db.$count(customers)) - before).toBe(1);
  expect(await press("discard", importId)).toEqual({ status: 303, to: `${page}?problem=import-changed` });
});

it("discards, and confirms a second press", async () => {
  const importId = await sendFile(ada, people);
  for (let press_ = 0; press_ < 2; press_++)
    expect(await press("discard", importId)).toEqual({ status: 303, to: "/admin/import?done=discarded" });
  expect(await portal.db.$count(imports)).toBe(0);
});

it.each(["check", "apply", "discard"] as const)("%s is for administrators alone", async (what) => {
  const importId = await sendFile(ada, people);
  await work(importId);
  const before = await readRun(ada, importId);
  for (const token of [tokens.sam, tokens.customer])
    expect((await press(what, importId, {}, { token })).status).toBe(404);
  expect((await press(what, importId, {}, { token: null })).status).toBe(303);
  expect((await press(what, importId, {}, { origin: "https://evil.example" })).status).toBe(403);
  expect((await press(what, "nonsense")).status).toBe(404);
  if (what !== "discard") expect((await press(what, nobody)).status).toBe(404);
  expect(await readRun(ada, importId)).toEqual(before);
});

it("downloads rejected rows with reasons in the reader's language, which can be imported again", async () => {
  const importId = await sendFile(ada, people, {}, "Käufer 2026.csv");
  await work(importId);
  const response = await get(importId, { language: "de" });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition":
      "attachment; filename=\"K_ufer 2026.rejected.csv\"; filename*=UTF-8''K%C3%A4ufer%202026.rejected.csv",
    "cache-control": "private, no-store",
  });
  const file = await response.text();
  expect(file).toMatch(/^Customer number,Name,Country,reason\r\n2,Jonas,Atlantis,.*Land.*Atlantis.*\r\n$/);
  const again = await sendFile(ada, file.replace(",Atlantis,", ",DE,"), {}, "Käufer 2026.rejected.csv");
  await work(again);
  expect((await readRun(ada, again)).findings.counts.customers).toMatchObject({ new: 1, rejected: 0 });
});

it("downloads nothing for others, for unknown imports and for those without rejected rows", async () => {
  const importId = await sendFile(ada, people);
  await work(importId);
  for (const token of [tokens.sam, tokens.customer])
    expect((await get(importId, { token })).status).toBe(404);
  expect((await get(importId, { token: null })).status).toBe(303);
  for (const id of [nobody, "nonsense", await sendFile(ada, "Customer number\n1\n")])
    expect((await get(id)).status).toBe(404);
});

it("downloads nothing that cannot be recorded", async () => {
  const importId = await sendFile(ada, people);
  await work(importId);
  await portal.owner.query("revoke insert on audit_events from larder_app");
  const response = await get(importId);
  await portal.owner.query("grant insert on audit_events to larder_app");
  expect([response.status, await response.text()]).toEqual([503, expect.not.stringContaining("Jonas")]);
});

it("reads the choices that it writes, and no odd ones", () => {
  const options: RunOptions = {
    ...({ target: "device", encoding: "utf-16le", delimiter: "\t", dates: "mdy" } as const),
    ...{ sync: true, force: true },
  };
  expect(readOptions(writeOptions(options))).toEqual(options);
  expect(readOptions(writeOptions({}))).toEqual({});
  expect(readOptions(readOptionText((name) => `odd ${name}`))).toEqual({ sync: true, force: true });
});

it("forgets choices for columns once other letters or delimiters make other headers", () => {
  const form = new FormData();
  for (const [index, header] of ["Kürzel", "Plz"].entries()) {
    form.append(`header-${index}`, header);
    form.append(`field-${index}`, index === 0 ? "externalId" : "country");
  }
  const column = (header: string) => ({ header, field: null, by: null });
  const given: FileReading = {
    ...({ format: "csv", encoding: "windows-1252", delimiter: ";", target: "customer" } as const),
    ...{ layout: null, columns: [column("Kürzel"), column("Plz")] },
  };
  expect(readMap(form, given, {})).toEqual({ Kürzel: "externalId", Plz: "country" });
  expect(readMap(form, given, { encoding: "windows-1252", delimiter: ";" })).toEqual({
    Kürzel: "externalId",
    Plz: "country",
  });
  expect(readMap(form, given, { encoding: "utf-8" })).toEqual({ Plz: "country" });
  expect(readMap(form, given, { delimiter: "," })).toEqual({});
  expect(readMap(form, given, { target: "device" })).toEqual({});
  expect(readMap(form, null, {})).toEqual({});
});
