// Tests the handlers of the pages of models.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import {
  findModel,
  findPicture,
  findStateBefore,
  listHistory,
  ModelContent,
  saveModel,
  viewModel,
} from "@/lib/models";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { makePng } from "@/tests/pictures";
import { createRequest, createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { POST as create } from "../new-model/create/route";
import { compareFields, readDraft, writeDraft } from "./_form/draft";
import { nameSlot, writeFields } from "./_form/write-fields";
import { POST as remove } from "./[modelId]/deletion/route";
import { POST as draft } from "./[modelId]/draft/route";
import { POST as save } from "./[modelId]/save/route";
import { POST as markTried } from "./[modelId]/tried/route";

let portal: TestStage;
let ada: Staff;
let scope: PartnerScope<"catalogue:write">;
let tokens: Record<"ada" | "sam" | "customer", string>;
beforeAll(async () => {
  portal = await createTestStage();
  ada = await portal.addStaff("admin");
  scope = partnerScope(ada, "catalogue:write") ?? expect.unreachable("an administrator has no scope");
  tokens = {
    ada: await portal.signIn(ada),
    sam: await portal.signIn(await portal.addStaff("support")),
    customer: await portal.signIn(await portal.addCustomer()),
  };
});
afterAll(() => portal.stop());

const handlers = { draft, save, tried: markTried, deletion: remove };
type Fields = Record<string, string | File>;
type Way = { token?: string | null; origin?: string };

function buildForm(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
const buildRequest = (path: string, fields: Fields, { token = tokens.ada, origin }: Way) =>
  createRequest(
    path,
    { "larder.session": token, "larder.language": "en-US" },
    { method: "POST", headers: { origin: origin ?? "http://localhost:3000" }, body: buildForm(fields) },
  );
const post = (what: keyof typeof handlers, modelId: string, fields: Fields = {}, way: Way = {}) =>
  handlers[what](buildRequest(`/admin/models/${encodeURIComponent(modelId)}/${what}`, fields, way), {
    params: Promise.resolve({ modelId }),
  });
const postNew = (fields: Fields, way: Way = {}) =>
  create(buildRequest("/admin/new-model/create", fields, way), { params: Promise.resolve({}) });

const readPlace = (response: Response) =>
  new URL(response.headers.get("location") ?? "http://nowhere.example");
const view = async (modelId: string) => (await viewModel(scope, modelId)) ?? expect.unreachable("no model");
const find = (modelId: string) => findModel(scope, modelId);

let made = 0;
/** Makes a model whose id needs escapes. */
async function makeModel(): Promise<string> {
  const id = `A/B%?#&é-${++made}`;
  const response = await postNew({ id, name: "Model" });
  expect(readPlace(response).pathname).toBe(`/admin/models/${encodeURIComponent(id)}`);
  return id;
}

/** Fills in the form of a model and saves it from the review. */
async function edit(modelId: string, fields: Fields): Promise<Response> {
  const { state } = await view(modelId);
  const review = readPlace(
    await post("draft", modelId, { seen: state, do: "review", ...fields }),
  ).searchParams;
  expect(review.get("step")).toBe("review");
  return post("save", modelId, { draft: review.get("draft") ?? "", seen: state });
}

const slot = { slots: "n1", "slot.n1.name": "Ink", "slot.n1.instance": "Ink", "slot.n1.sensor": "level" };

it("makes a model, and no second one with its id", async () => {
  const id = await makeModel();
  expect(await find(id)).toMatchObject({
    name: "Model",
    countries: ["DE", "ES", "FR", "GB", "IT", "JP", "US"],
  });
  const again = readPlace(await postNew({ id, name: "Another" }));
  expect(Object.fromEntries(again.searchParams)).toEqual({ id, name: "Another", problem: "model-exists" });
  expect(await find(id)).toMatchObject({ name: "Model" });
});

it.each([
  [{ id: "", name: "Model" }, "model-id-malformed"],
  [{ id: "A B", name: "Model" }, "model-id-malformed"],
  [{ id: "A%20B", name: "Model" }, "model-id-malformed"],
  [{ id: "A", name: " " }, "model-name-malformed"],
  [{ id: "A", name: "x".repeat(101) }, "model-name-malformed"],
  [{ id: "A", name: "a\0b" }, "model-name-malformed"],
  [{}, "model-id-malformed"],
])("keeps what was typed for a new model: %j", async (fields: Fields, problem) => {
  const { pathname, searchParams } = readPlace(await postNew(fields));
  expect([pathname, searchParams.get("problem")]).toEqual(["/admin/new-model", problem]);
});

it("saves nothing before the review is confirmed", async () => {
  const id = await makeModel();
  const { state } = await view(id);
  const place = readPlace(
    await post("draft", id, { seen: state, do: "review", name: "New", "country.JP": "on" }),
  );
  expect(readDraft(place.searchParams.get("draft"))?.fields).toMatchObject({ name: "New", "country.DE": "" });
  expect(await find(id)).toMatchObject({ name: "Model" });
  const saved = await edit(id, { name: "New", "country.JP": "on", drawing: "printer" });
  expect(readPlace(saved).search).toBe("?done=saved");
  expect(await find(id)).toMatchObject({ name: "New", countries: ["JP"], drawing: "printer" });
  expect(await listHistory(scope, await view(id))).toHaveLength(2);
});

it("saves nothing on top of what somebody else saved, before that was seen", async () => {
  const id = await makeModel();
  const { state } = await view(id);
  const typed = { seen: state, do: "review", name: "Mine", "country.DE": "on" };
  const review = readPlace(await post("draft", id, typed)).searchParams;
  await edit(id, { name: "Model", "name.de": "Ihres", "country.DE": "on" });
  const text = review.get("draft") ?? "";
  const refused = readPlace(await post("save", id, { draft: text, seen: state }));
  expect(Object.fromEntries(refused.searchParams)).toEqual({
    draft: text,
    step: "review",
    problem: "model-changed",
  });
  expect(await find(id)).toMatchObject({ name: "Model", names: { de: "Ihres" } });
  await post("save", id, { draft: text, seen: (await view(id)).state });
  expect(await find(id)).toMatchObject({ name: "Mine", names: { de: "Ihres" } });
});

it("leads back to a state that is put back, however long, after a refused save", async () => {
  const id = await makeModel();
  const noise = () => Buffer.from(crypto.getRandomValues(new Uint8Array(70))).toString("base64");
  const slots = Array.from({ length: 50 }, () => ({ instance: noise(), name: noise(), sensor: "level" }));
  const long = ModelContent.parse({ name: "Long", slots });
  await saveModel(scope, id, long);
  await saveModel(scope, id, ModelContent.parse({ name: "Short" }));
  const [event] = await listHistory(scope, await view(id));
  const before = (await findStateBefore(scope, await view(id), event?.id ?? "")) ?? expect.unreachable();
  const base = writeFields((await view(id)).model);
  const text = writeDraft(compareFields("", base, writeFields(before)));
  const refused = readPlace(await post("save", id, { draft: text, seen: "another", undo: event?.id ?? "" }));
  expect(Object.fromEntries(refused.searchParams)).toEqual({ undo: event?.id, problem: "model-changed" });
  const saved = await post("save", id, { draft: text, seen: (await view(id)).state, undo: event?.id ?? "" });
  expect(readPlace(saved).search).toBe("?done=saved");
  expect((await find(id))?.slots).toHaveLength(50);
});

it("compares a form with the state that it was made from", async () => {
  const id = await makeModel();
  const { state } = await view(id);
  await edit(id, { name: "Model", "name.de": "Ihres", "country.DE": "on" });
  const form = { seen: state, do: "review", name: "Mine" };
  const countries = Object.fromEntries(
    ["DE", "ES", "FR", "GB", "IT", "JP", "US"].map((code) => [`country.${code}`, "on"]),
  );
  const place = readPlace(await post("draft", id, { ...form, ...countries, drawing: "device" }));
  expect(readDraft(place.searchParams.get("draft"))).toEqual({
    seen: state,
    removed: [],
    fields: { name: "Mine" },
  });
});

it("adds, moves and removes slots, and keeps what was typed", async () => {
  const id = await makeModel();
  await edit(id, { name: "Model", ...slot });
  const key = nameSlot("Ink");
  const { state } = await view(id);
  const typed = {
    seen: state,
    name: "Typed",
    slots: key,
    [`slot.${key}.name`]: "Ink",
    [`slot.${key}.instance`]: "Ink",
  };
  const added = readPlace(await post("draft", id, { ...typed, do: "add" }));
  expect([added.hash, added.searchParams.get("step")]).toEqual(["#slot.n1", null]);
  expect(readDraft(added.searchParams.get("draft"))?.fields).toMatchObject({
    name: "Typed",
    slots: `${key},n1`,
  });
  const gone = readPlace(await post("draft", id, { ...typed, do: `remove:${key}` }));
  expect(readDraft(gone.searchParams.get("draft"))).toMatchObject({ removed: [key], fields: { slots: "" } });
});

it("keeps an uploaded picture through the review, and shows what is wrong with one", async () => {
  const id = await makeModel();
  const upload = new File([new Uint8Array(makePng(7))], "a.png", { type: "image/png" });
  await edit(id, { name: "Model", upload });
  const { pictureHash = "" } = (await find(id)) ?? {};
  expect((await findPicture(pictureHash))?.type).toBe("image/png");
  const fields = { seen: (await view(id)).state, do: "review", name: "Typed", picture: pictureHash };
  for (const [bytes, problem] of [
    [new Uint8Array(200_001), "picture-heavy"],
    ["<svg>", "picture-svg"],
    ["text", "picture-type"],
  ] as const) {
    const place = readPlace(await post("draft", id, { ...fields, upload: new File([bytes], "b.png") }));
    expect([place.searchParams.get("problem"), place.searchParams.get("step")]).toEqual([problem, null]);
    expect(readDraft(place.searchParams.get("draft"))?.fields).toMatchObject({ name: "Typed" });
  }
  await edit(id, { name: "Model", picture: pictureHash, "no-picture": "on" });
  expect(await find(id)).not.toHaveProperty("pictureHash");
});

it("keeps Amazon's ids while the model has devices", async () => {
  const id = await makeModel();
  await edit(id, { name: "Model", vendorCode: "V2", ...slot });
  await portal.addDevice(await portal.addCustomer(), id);
  const key = nameSlot("Ink");
  const kept = { slots: key, [`slot.${key}.name`]: "Ink", [`slot.${key}.sensor`]: "level" };
  const locked = { ...kept, vendorCode: "V2", [`slot.${key}.instance`]: "Ink" };
  for (const [fields, problem] of [
    [{ ...locked, vendorCode: "V3" }, "vendor-code-in-use"],
    [{ ...locked, [`slot.${key}.instance`]: "Other" }, "slot-in-use"],
    [{ vendorCode: "V2", slots: "" }, "slot-in-use"],
  ] as const)
    expect(readPlace(await edit(id, { name: "Model", ...fields })).searchParams.get("problem")).toBe(problem);
  await edit(id, { name: "Renamed", ...locked });
  expect(await find(id)).toMatchObject({ name: "Renamed", vendorCode: "V2", slots: [{ instance: "Ink" }] });
});

it("notes a try, and deletes only what nothing uses", async () => {
  const id = await makeModel();
  expect(readPlace(await post("tried", id)).search).toBe("?done=tried");
  expect((await view(id)).triedAt).not.toBeNull();
  await portal.addDevice(await portal.addCustomer(), modelIds.coffee);
  expect(readPlace(await post("deletion", modelIds.coffee)).pathname).toBe("/admin/models/CM-2/delete");
  expect(await find(modelIds.coffee)).not.toBeNull();
  expect(readPlace(await post("deletion", id)).search).toBe("?done=deleted");
  expect(await find(id)).toBeNull();
  expect((await post("deletion", id)).status).toBe(404);
});

it.each(["draft", "save", "tried", "deletion"] as const)("%s of no model is not found", async (what) => {
  for (const id of ["", "nothing", "\0", "%", "%00", "a".repeat(5000)])
    expect([id, (await post(what, id)).status]).toEqual([id, 404]);
});

it.each([
  ["nothing", {}],
  ["NUL", { name: "\0", slots: "\0", "slot.\0.name": "\0", seen: "\0", do: "up:\0", draft: "\0" }],
  ["a thousand slots", { slots: Array.from({ length: 10_000 }, (_, n) => `n${n}`).join(",") }],
  ["a huge text", { name: "x".repeat(200_000) }],
  [
    "files for texts",
    { name: new File(["x"], "x"), slots: new File(["x"], "x"), seen: new File(["x"], "x") },
  ],
  ["text for a file", { upload: "x" }],
  ["odd wishes", { do: "remove:", "preview.country": "<b>", "preview.language": "../../x" }],
] as [string, Fields][])("answers %s with the form or a page", async (_, fields) => {
  const id = await makeModel();
  for (const what of ["draft", "save"] as const) expect((await post(what, id, fields)).status).toBe(303);
  expect(await listHistory(scope, await view(id))).toHaveLength(1);
});

it("answers changes that no address holds with a page, and keeps the model", async () => {
  const id = await makeModel();
  const keys = Array.from({ length: 50 }, (_, n) => `n${n}`);
  const noise = () => Array.from({ length: 6 }, () => crypto.randomUUID()).join("");
  const slots = Object.fromEntries(keys.map((key) => [`slot.${key}.name`, noise()]));
  const response = await post("draft", id, { slots: keys.join(","), ...slots, do: "review" });
  expect([response.status, await response.text()]).toEqual([
    422,
    expect.stringContaining("too many changes at once"),
  ]);
});

it.each([
  ["support", { token: "sam" }, 404],
  ["a customer", { token: "customer" }, 404],
  ["nobody", { token: null }, 303],
  ["another site", { origin: "https://evil.example" }, 403],
] as const)(
  "changes nothing for %s",
  async (_, {
    token = "ada",
    origin = undefined,
  }: { token?: keyof typeof tokens | null; origin?: string }, status) => {
    const id = await makeModel();
    const way = { token: token && tokens[token], origin };
    for (const what of ["draft", "save", "tried", "deletion"] as const)
      expect([what, (await post(what, id, { name: "X" }, way)).status]).toEqual([what, status]);
    expect((await postNew({ id: "Z", name: "Z" }, way)).status).toBe(status);
    expect(await find("Z")).toBeNull();
    expect(await listHistory(scope, await view(id))).toHaveLength(1);
  },
);

it("changes nothing that can't be recorded", async () => {
  const id = await makeModel();
  const { state } = await view(id);
  const review = readPlace(await post("draft", id, { seen: state, do: "review", name: "New" })).searchParams;
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    const save = { draft: review.get("draft") ?? "", seen: state };
    for (const response of [
      await post("save", id, save),
      await post("tried", id),
      await post("deletion", id),
      await postNew({ id: "Unrecorded", name: "X" }),
    ])
      expect([response.status, await response.text()]).toEqual([
        503,
        expect.stringContaining("We couldn’t record this"),
      ]);
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
    printed.mockRestore();
  }
  expect(await view(id)).toMatchObject({ state, triedAt: null });
  expect(await find("Unrecorded")).toBeNull();
});
