// Tests what the page of models reads and writes: the list, a model, its history, and saving what was seen.
import { afterAll, beforeAll, expect, it } from "vitest";
import { recordEvent } from "@/lib/audit";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import {
  findState,
  findStateBefore,
  listHistory,
  listOverviews,
  localize,
  markTried,
  saveModel,
  saveSeen,
  viewModel,
} from ".";
import { ModelContent } from "./schemas";

let portal: TestStage;
let ada: Staff;
let scope: PartnerScope<"catalogue:write">;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
  scope = partnerScope(ada, "catalogue:write") ?? expect.unreachable("an administrator has no scope");
});
afterAll(() => portal.stop());

const languages = ["en-US", "en-GB", "de", "ja"];
const slot = { instance: "Ink", name: "Ink", sensor: "level" };
const parse = (content: object) => ModelContent.parse({ name: "Model", ...content });
const save = (modelId: string, content: object) => saveModel(scope, modelId, parse(content));
const view = async (modelId: string) => (await viewModel(scope, modelId)) ?? expect.unreachable("no model");

it("lists models by name in the reader's language, with devices and what is missing", async () => {
  const owner = await portal.addCustomer();
  await portal.addDevice(owner, modelIds.coffee);
  await portal.addDevice(owner, modelIds.coffee, { removedAt: new Date(), removedBy: "owner" });
  await save("DONE", {
    name: "Zoom",
    names: { de: "Aal", ja: "ウナギ" },
    drawing: "printer",
    slots: [{ ...slot, names: { "de-AT": "Tinte", ja: "インク" } }],
  });
  await markTried(scope, "DONE");
  await save("BARE", { name: "Mid", countries: [] });
  const found = await listOverviews(scope, {
    languages,
    language: "de",
    compare: new Intl.Collator("de").compare,
  });
  expect(
    found.map(({ modelId, name, languages: done, devices, gaps }) => [modelId, name, done, devices, gaps]),
  ).toEqual([
    ["DONE", "Aal", 4, 0, []],
    [modelIds.coffee, "Brew 2", 2, 1, ["languages", "tried"]],
    [modelIds.printer, "Inkwell 4", 2, 0, ["languages", "tried"]],
    ["BARE", "Mid", 2, 0, ["languages", "picture", "countries", "supplies", "tried"]],
  ]);
  expect(await view(modelIds.coffee)).toMatchObject({ devices: 1, used: 2, units: 0, triedAt: null });
  expect(await viewModel(scope, "\u2028")).toBeNull();
});

it("counts a language only if all texts have it", async () => {
  const names = { de: "Modell", ja: "モデル" };
  const noLevel = { noLevel: "Switch it on.", noLevels: { de: "Einschalten." } };
  await save("TEXTS", { names, ...noLevel, slots: [{ ...slot, names: { de: "Tinte", ja: "インク" } }] });
  const [found] = (
    await listOverviews(scope, { languages, language: "en-US", compare: new Intl.Collator("en-US").compare })
  ).filter(({ modelId }) => modelId === "TEXTS");
  expect(found?.languages).toBe(3);
});

it("chooses texts as SQL does", async () => {
  const texts = { de: "d", "de-AT": "a", "pt-PT": "p", "pt-BR": "b", "zh-Hant-TW": "z" };
  for (const language of ["de", "de-AT", "de-CH", "pt", "pt-BR", "pt-AO", "zh-TW", "en-US", "d", ""]) {
    const { rows } = await portal.owner.query("select localize($1, 'none', $2) as text", [texts, language]);
    expect([language, localize(texts, "none", language)]).toEqual([language, rows[0].text]);
  }
});

it("saves only on top of the state that was seen", async () => {
  expect(await saveSeen(scope, "SEEN", parse({ name: "One" }), null)).toEqual({ ok: true, value: "new" });
  const again = await saveSeen(scope, "SEEN", parse({ name: "Two" }), null);
  expect(again).toMatchObject({ ok: false, problems: [{ code: "model-changed" }] });
  const { state } = await view("SEEN");
  const both = await Promise.all(["A", "B"].map((name) => saveSeen(scope, "SEEN", parse({ name }), state)));
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect((await view("SEEN")).state).not.toBe(state);
});

it("lists changes with who made them, and finds the state before each", async () => {
  await save("PAST", { name: "One" });
  const first = (await view("PAST")).state;
  await save("PAST", { name: "Two", slots: [slot] });
  await markTried(scope, "PAST");
  await save("OTHER", { name: "Other" });
  const history = await listHistory(scope, await view("PAST"));
  expect(history.map(({ who, canReturn, change }) => [who, canReturn, change?.kind ?? null])).toEqual([
    ["Sam", false, null],
    ["Sam", true, "changed"],
    ["Sam", false, "added"],
  ]);
  const changed = history[1]?.id ?? "";
  expect(await findStateBefore(scope, await view("PAST"), changed)).toMatchObject({ name: "One", slots: [] });
  expect(await findStateBefore(scope, await view("OTHER"), changed)).toBeNull();
  for (const id of ["", "x", "\0", "999999999999999999", "-1", history[0]?.id ?? "", history[2]?.id ?? ""])
    expect([id, await findStateBefore(scope, await view("PAST"), id)]).toEqual([id, null]);
  expect(await findState(scope, "PAST", first)).toMatchObject({ name: "One" });
  expect(await findState(scope, "PAST", (await view("PAST")).state)).toMatchObject({ name: "Two" });
  expect(await findState(scope, "PAST", "nothing")).toBeNull();
});

it("follows renamed supplies through the history", async () => {
  await save("RENAMED", { slots: [{ ...slot, instance: "Black ink" }] });
  await save("RENAMED", { name: "Two", slots: [{ ...slot, instance: "Black ink" }] });
  await save("RENAMED", { name: "Two", slots: [{ ...slot, instance: "Ink.Black", was: "Black ink" }] });
  await save("RENAMED", { name: "Two", slots: [{ ...slot, instance: "Ink.K", was: "Ink.Black" }] });
  const list = async () =>
    (await listHistory(scope, await view("RENAMED"))).map(({ canReturn, change }) => [
      canReturn,
      change?.kind === "changed" ? change.changes.map(({ path, before }) => [path, before]) : null,
    ]);
  const changes = [
    [[["slots", "Ink.K", "instance"], "Ink.Black"]],
    [[["slots", "Ink.Black", "instance"], "Black ink"]],
    [[["name"], "Model"]],
  ];
  expect(await list()).toEqual([...changes.map((change) => [true, change]), [false, null]]);
  const events = await listHistory(scope, await view("RENAMED"));
  const findOld = async () => findStateBefore(scope, await view("RENAMED"), events[2]?.id ?? "");
  expect(await findOld()).toMatchObject({ name: "Model", slots: [{ instance: "Black ink", was: "Ink.K" }] });
  // With devices, a supply keeps its name, and the rest still returns.
  const device = await portal.addDevice(await portal.addCustomer(), "RENAMED");
  expect(await list()).toEqual([...changes.map((change, index) => [index === 2, change]), [false, null]]);
  const old = (await findOld()) ?? expect.unreachable("no state");
  expect(old.slots).toMatchObject([{ instance: "Ink.K" }]);
  expect(await save("RENAMED", old)).toEqual({ ok: true, value: "changed" });
  await portal.owner.query("delete from devices where id = $1", [device]);
});

it("does not take a supply for another one that had its name", async () => {
  const [black, cyan] = [
    { ...slot, instance: "Black" },
    { ...slot, instance: "Cyan" },
  ];
  await save("REUSED", { slots: [black, cyan] });
  await save("REUSED", { slots: [cyan] });
  await save("REUSED", { slots: [{ ...slot, instance: "Black", was: "Cyan" }] });
  const removed = (await listHistory(scope, await view("REUSED")))[1]?.id ?? "";
  const old = (await findStateBefore(scope, await view("REUSED"), removed)) ?? expect.unreachable("no state");
  expect(await save("REUSED", old)).toEqual({ ok: true, value: "changed" });
  expect((await view("REUSED")).model.slots.map(({ instance }) => instance)).toEqual(["Black", "Cyan"]);
});

it("follows supplies that swapped their names", async () => {
  const [black, cyan] = [
    { ...slot, instance: "A", name: "Black" },
    { ...slot, instance: "B", name: "Cyan" },
  ];
  await save("SWAPPED", { slots: [black, cyan] });
  await save("SWAPPED", { name: "Two", slots: [black, cyan] });
  await save("SWAPPED", { name: "Two", slots: [{ ...black, instance: "T", was: "A" }, cyan] });
  await save("SWAPPED", {
    name: "Two",
    slots: [
      { ...black, instance: "T" },
      { ...cyan, instance: "A", was: "B" },
    ],
  });
  await save("SWAPPED", {
    name: "Two",
    slots: [
      { ...black, instance: "B", was: "T" },
      { ...cyan, instance: "A" },
    ],
  });
  await portal.addDevice(await portal.addCustomer(), "SWAPPED");
  const renamed = (await listHistory(scope, await view("SWAPPED")))[3];
  expect(renamed?.canReturn).toBe(true);
  expect(await findStateBefore(scope, await view("SWAPPED"), renamed?.id ?? "")).toMatchObject({
    name: "Model",
    slots: [
      { instance: "B", name: "Black" },
      { instance: "A", name: "Cyan" },
    ],
  });
});

it("offers no way back that would be refused", async () => {
  await save("LOCKED", { vendorCode: "ONE" });
  await save("LOCKED", { vendorCode: "TWO" });
  await save("LOCKED", { vendorCode: "TWO", slots: [slot] });
  const list = async () => (await listHistory(scope, await view("LOCKED"))).map(({ canReturn }) => canReturn);
  expect(await list()).toEqual([true, true, false]);
  await portal.addDevice(await portal.addCustomer(), "LOCKED");
  expect(await list()).toEqual([false, false, false]);
});

it("forgets a try when the vendor code changes, and not otherwise", async () => {
  await save("FORGETS", {});
  await markTried(scope, "FORGETS");
  await save("FORGETS", { name: "Other" });
  expect((await view("FORGETS")).triedAt).not.toBeNull();
  await save("FORGETS", { name: "Other", vendorCode: "NEW" });
  expect((await view("FORGETS")).triedAt).toBeNull();
});

it("names an administrator without a name by address", async () => {
  await portal.owner.query("update staff set name = null, email = 'ada@example.com' where id = $1", [ada.id]);
  await save("NAMELESS", {});
  expect((await listHistory(scope, await view("NAMELESS")))[0]?.who).toBe("ada@example.com");
});

it("keeps the time of a try, and records it", async () => {
  await save("TRIED", {});
  expect((await view("TRIED")).triedAt).toBeNull();
  expect(await markTried(scope, "TRIED")).toEqual({ ok: true, value: undefined });
  expect((await view("TRIED")).triedAt).toBeInstanceOf(Date);
  const { rows } = await portal.owner.query(
    "select details from audit_events where details->>'modelId' = 'TRIED' order by id desc limit 1",
  );
  expect(rows[0]).toMatchObject({
    details: { before: { triedAt: null }, after: { triedAt: expect.any(String) } },
  });
  expect(await markTried(scope, "NOTHING")).toMatchObject({ problems: [{ code: "not-found" }] });
});

it("reads the history of a model whose audit holds nothing it knows", async () => {
  await save("ODD", {});
  await recordEvent(ada, { event: "model.deleted", modelId: "ODD", before: {} });
  expect(await listHistory(scope, await view("ODD"))).toHaveLength(1);
});
