import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { findModel, readCatalogue, saveModel } from "@/lib/models";
import { ModelContent } from "@/lib/models/schemas";
import type { StoredModel } from "@/lib/models/types";
import { endpoint, message, sensor, text } from "@/tests/discovery";
import { makePng, toDataUrl } from "@/tests/pictures";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { catalogueScope } from "./import-catalogue";
import { runCatalogue } from "./run-catalogue";
import type { Confirm } from "./usage";

let portal: TestStage;
let initial: StoredModel[];
let folder: string;
let file: string;
/** The newest event before the test. */
let last: string;
beforeAll(async () => {
  portal = await createTestStage({ NEXTAUTH_URL: "https://p.example", TRUSTED_PROXIES: "1" });
  initial = await readCatalogue(catalogueScope);
  folder = mkdtempSync(path.join(os.tmpdir(), "larder-catalogue-"));
  file = path.join(folder, "catalogue.json");
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await portal.stop();
});
beforeEach(async () => {
  await portal.owner.query("truncate device_models cascade");
  for (const { modelId, ...content } of initial)
    await saveModel(catalogueScope, modelId, ModelContent.parse(content));
  const { rows } = await portal.owner.query("select max(id) as id from audit_events");
  last = rows[0].id;
});

async function run(args: string[], confirm: Confirm = null, input = "") {
  const streams = {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  };
  const status = await runCatalogue(args, streams, confirm);
  const read = (stream: PassThrough) => String(stream.read() ?? "");
  return { status, out: read(streams.stdout), errors: read(streams.stderr) };
}

const write = (...models: object[]) => writeFileSync(file, JSON.stringify({ models }));

const listEvents = async () =>
  (await portal.owner.query("select event, actor_kind from audit_events where id > $1", [last])).rows;

const printer = {
  modelId: modelIds.printer,
  name: "Inkwell 4",
  drawing: "printer",
  slots: ["Black", "Cyan"].map((name) => ({
    instance: name,
    name,
    supply: "ink-cartridge",
    sensor: "level",
  })),
};

it("exports a file that changes nothing, complete and in order, and names its schema", async () => {
  const picture = toDataUrl(makePng(3));
  await saveModel(
    catalogueScope,
    "A~/é",
    ModelContent.parse({
      name: "A",
      names: { ja: "あ", de: "Ä" },
      picture,
      slots: [{ instance: "S", name: "S", sensor: "usage", lowAt: 0.1 }],
    }),
  );
  expect(await run(["export", file])).toEqual({ status: 0, out: "", errors: "" });
  const text = readFileSync(file, "utf8");
  const { $schema, models } = JSON.parse(text);
  expect(text).toMatch(/^\{\n {2}"\$schema": /);
  expect($schema).toBe("https://p.example/schemas/catalogue-1.json");
  expect(models.map(({ modelId }: { modelId: string }) => modelId)).toEqual([
    "A~/é",
    modelIds.coffee,
    modelIds.printer,
  ]);
  expect(models[0]).toMatchObject({ picture, names: { de: "Ä", ja: "あ" }, slots: [{ lowAt: 0.1 }] });
  expect(await run(["export", "-"])).toMatchObject({ out: text });
  const events = await listEvents();
  expect(await run(["import", file, "--remove"])).toEqual({
    status: 0,
    out: "Nothing to change.\n",
    errors: "",
  });
  expect(await run(["import", "-"], null, text)).toMatchObject({ status: 0 });
  expect(await listEvents()).toEqual(events);
});

it("brings a file into an empty portal as it was", async () => {
  const picture = toDataUrl(makePng(3));
  write({ ...printer, picture });
  await run(["import", file, "--yes"]);
  await run(["export", file]);
  const before = await readCatalogue(catalogueScope);
  await portal.owner.query("delete from device_models; delete from pictures");
  expect(await run(["import", file, "--yes"])).toMatchObject({ status: 0 });
  expect(await readCatalogue(catalogueScope)).toEqual(before);
});

it("prints ten lines for ten faults and writes nothing", async () => {
  const bad = Array.from({ length: 5 }, (_, index) => ({ modelId: `M${index}`, name: "", drawing: "x" }));
  write(printer, ...bad);
  for (const action of ["check", "import"]) {
    const { status, out, errors } = await run([action, file]);
    expect([status, out]).toEqual([1, ""]);
    expect(errors.trimEnd().split("\n")).toHaveLength(10);
  }
  expect(await listEvents()).toEqual([]);
});

it("imports a draft once its open fields are filled in", async () => {
  const ink = sensor("Ink", { "@type": "Volume", unit: "MILLILITER" }, [
    text("Ink", "en-US"),
    text("Tinte", "de-DE"),
  ]);
  const bare = endpoint([sensor(undefined, undefined, [])], { additionalAttributes: {} });
  const { out } = await run(["from-discovery", "-"], null, JSON.stringify(message([endpoint([ink]), bare])));
  const { models } = JSON.parse(out);
  write(...models);
  expect(await run(["import", file, "--yes"])).toMatchObject({ status: 1, out: "" });
  Object.assign(models[0], { name: "Print One", countries: ["US", "DE"] });
  Object.assign(models[1], { modelId: "ACME-2", name: "Print Two", countries: ["JP"] });
  Object.assign(models[1].slots[0], { instance: "Filter", name: "Filter" });
  write(...models);
  expect(await run(["check", file])).toMatchObject({ status: 0, out: "The file is valid: 2 models.\n" });
  expect(await run(["import", file, "--yes"])).toMatchObject({ status: 0 });
  expect(await findModel(catalogueScope, "ACME-PRINT-1")).toMatchObject({
    drawing: "printer",
    countries: ["DE", "US"],
    slots: [{ instance: "Ink", names: { de: "Tinte" }, measurement: "volume", unit: "MILLILITER" }],
  });
});

it("checks a file without settings and database", async () => {
  write(printer);
  vi.stubEnv("DATABASE_URL", "");
  expect(await run(["check", file])).toEqual({ status: 0, out: "The file is valid: 1 model.\n", errors: "" });
  vi.unstubAllEnvs();
});

it("shows the changes, asks, and imports", async () => {
  write({ ...printer, names: { de: "Tintenfass 4" } }, { modelId: "NEW", name: "New" });
  const asked: string[] = [];
  const { status, out } = await run(["import", file], async (question) => asked.push(question) > 0);
  expect(asked).toEqual(["Import these changes to 2 models? [y/N] "]);
  expect(out.split("\n")).toEqual([
    "New: New (NEW), 0 slots",
    "Changed: Inkwell 4 (RX-100)",
    "  name in German: none → Tintenfass 4",
    "Not in the file, so it stays: Brew 2 (CM-2)",
    "Imported: 2 models changed.",
    "",
  ]);
  expect(status).toBe(0);
  expect(await findModel(catalogueScope, "NEW")).not.toBeNull();
  expect(await findModel(catalogueScope, modelIds.coffee)).not.toBeNull();
  expect(await listEvents()).toEqual(
    Array.from({ length: 2 }, () => ({ event: "model.changed", actor_kind: "system" })),
  );
});

it.each<[string, Confirm, string]>([
  ["nobody can be asked", null, "Nothing was changed: nobody can be asked here. Add --yes to import."],
  ["the answer is no", async () => false, "Nothing was changed."],
])("changes nothing when %s", async (_, confirm, words) => {
  write({ ...printer, name: "Other" });
  const { status, out } = await run(["import", file], confirm);
  expect([status, out.trimEnd().split("\n").at(-1)]).toEqual([1, words]);
  expect(await listEvents()).toEqual([]);
});

it("asks nobody when the file comes from standard input", async () => {
  const confirm = vi.fn(async () => true);
  const input = JSON.stringify({ models: [{ ...printer, name: "Other" }] });
  expect(await run(["import", "-"], confirm, input)).toMatchObject({ status: 1 });
  expect(confirm).not.toHaveBeenCalled();
  expect(await run(["import", "-", "--yes"], confirm, input)).toMatchObject({ status: 0 });
});

it("deletes models that the file lacks with --remove only", async () => {
  write(printer);
  expect(await run(["import", file, "--yes"])).toMatchObject({
    status: 0,
    out: "Not in the file, so it stays: Brew 2 (CM-2)\nNothing to change.\n",
  });
  const { out } = await run(["import", file, "--yes", "--remove"]);
  expect(out).toBe("Removed: Brew 2 (CM-2)\nImported: 1 model changed.\n");
  expect(await findModel(catalogueScope, modelIds.coffee)).toBeNull();
});

it("refuses what devices and units prevent, with their number, before it asks, and changes nothing", async () => {
  const owner = await portal.addCustomer();
  await portal.addDevice(owner, modelIds.printer);
  await portal.addDevice(owner, modelIds.printer, { removedAt: new Date() });
  await portal.addUnit(modelIds.coffee, "1", "CODE");
  write({ ...printer, vendorCode: "V", slots: printer.slots.slice(0, 1) }, { modelId: "NEW", name: "New" });
  const confirm = vi.fn(async () => true);
  const { status, out } = await run(["import", file, "--remove"], confirm);
  expect(confirm).not.toHaveBeenCalled();
  expect(status).toBe(1);
  expect(out.split("\n").filter((line) => line.startsWith("Refused"))).toEqual([
    "Refused: RX-100, vendorCode: This model has 2 devices, including removed ones, so its vendor code can’t change.",
    expect.stringMatching(
      /^Refused: RX-100, Cyan: This model has 2 devices, including removed ones, so none of its slots/,
    ),
    "Refused: CM-2: 1 unit of this model is recorded, so it can’t be deleted.",
  ]);
  expect(out).toMatch(/\nNothing was changed\.\n$/);
  expect(await findModel(catalogueScope, "NEW")).toBeNull();
  expect(await listEvents()).toEqual([]);
});

it("changes nothing when the catalogue changes while somebody reads", async () => {
  write({ ...printer, name: "Mine" });
  const { status, out } = await run(["import", file], async () => {
    await saveModel(catalogueScope, "OTHER", ModelContent.parse({ name: "Other" }));
    return true;
  });
  expect(status).toBe(1);
  expect(out).toMatch(
    /\nThe catalogue changed in the meantime. Run the import again.\nNothing was changed.\n$/,
  );
  expect((await findModel(catalogueScope, modelIds.printer))?.name).toBe("Inkwell 4");
});

it("says that the database is from an older version", async () => {
  await portal.owner.query("alter table slots rename capacity to size");
  try {
    await expect(run(["export", file])).rejects.toThrow(
      /^column "capacity" does not exist\nHas the database been/,
    );
  } finally {
    await portal.owner.query("alter table slots rename size to capacity");
  }
});

it.each([
  [[], "Say what to do: export, check, import, from-discovery."],
  [["print", "x"], "Say what to do: export, check, import, from-discovery."],
  [["export"], "Name one file after export, or -."],
  [["import", "a", "b"], "Name one file after import, or -."],
  [["check", "a", "--yes"], "--yes and --remove belong to import."],
  [["import", "a", "--force"], "Unknown option '--force'"],
])("says how to call it after %j", async (args, words) => {
  const { status, out, errors } = await run(args);
  expect([status, out]).toEqual([2, ""]);
  expect(errors).toContain(words);
});
