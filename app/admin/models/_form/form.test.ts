// Tests the form of a model: its fields, drafts in addresses, and what the form says as a model.
import { beforeAll, describe, expect, it } from "vitest";
import { ModelContent, type StoredModel, toModel, toWanted } from "@/lib/models";
import { setSettings } from "@/tests/stage";
import { applyDraft, compareFields, fitsAddress, readDraft, writeDraft } from "./draft";
import { readContent } from "./read-content";
import { changeSlots, readPosted } from "./read-posted";
import { nameSlot, writeFields } from "./write-fields";

beforeAll(() => setSettings({}));

const stored = toWanted({
  modelId: "M",
  ...ModelContent.parse({
    vendorCode: "HEARTHBY",
    name: "Inkwell 5",
    names: { de: "Tintenfass 5", nl: "Inktpot 5" },
    drawing: "printer",
    picture: `http://localhost:3000/pictures/${"a".repeat(43)}`,
    countries: ["DE", "JP", "ZA"],
    silentAfter: "P2DT12H",
    noLevel: "Print a page.",
    noLevels: { de: "Drucken Sie eine Seite." },
    forecast: false,
    slots: [
      {
        instance: "Ink.Black",
        name: "Black",
        names: { ja: "ブラック" },
        supply: "ink-cartridge",
        sensor: "level",
        measurement: "volume",
        unit: "MILLILITER",
        lowAt: 0.5,
        capacity: 12,
        partNumber: "K-1",
        shopUrls: { DE: "https://shop.example/k-1?a=b&c=d" },
      },
      { instance: "Ink.Cyan", name: "Cyan", sensor: "usage" },
    ],
  }),
}) as StoredModel;
const base = writeFields(stored);
const [black, cyan] = [nameSlot("Ink.Black"), nameSlot("Ink.Cyan")];
const read = (fields: Record<string, string>, used = 0) => readContent({ ...base, ...fields }, stored, used);
const expectContent = (fields: Record<string, string>, used = 0) => {
  const found = read(fields, used);
  return found.ok ? found.content : expect.unreachable(JSON.stringify(found.problems));
};

it("says what is stored, in the words of the form and back", () => {
  const model = toModel(stored, (hash) => `http://localhost:3000/pictures/${hash}`);
  expect({ modelId: "M", ...expectContent({}) }).toEqual({ ...model, ...{ modelId: "M" } });
});

it.each([
  [{ name: " " }, "name", "required"],
  [{ name: "x".repeat(101) }, "name", "long"],
  [{ name: "a\u202eb" }, "name", "characters"],
  [{ "name.de": "x".repeat(101) }, "name.de", "long"],
  [{ vendorCode: "A B" }, "vendorCode", "id"],
  [{ "silent.days": "two" }, "silent.days", "duration"],
  [{ "silent.days": "", "silent.hours": "1000" }, "silent.days", "duration"],
  [{ noLevel: "x".repeat(201) }, "noLevel", "long"],
  [{ drawing: "sofa" }, "drawing", "choice"],
  [{ "country.XX": "on" }, "countries", "twice"],
  [{ [`slot.${black}.instance`]: "" }, `slot.${black}.instance`, "required"],
  [{ [`slot.${cyan}.instance`]: "Ink.Black" }, `slot.${cyan}.instance`, "twice"],
  [{ [`slot.${cyan}.name`]: "" }, `slot.${cyan}.name`, "required"],
  [{ [`slot.${cyan}.name.ja`]: "x".repeat(101) }, `slot.${cyan}.name.ja`, "long"],
  [{ [`slot.${cyan}.sensor`]: "nose" }, `slot.${cyan}.sensor`, "choice"],
  [{ [`slot.${cyan}.unit`]: "GRAM" }, `slot.${cyan}.unit`, "unit"],
  [{ [`slot.${cyan}.lowAt`]: "low" }, `slot.${cyan}.lowAt`, "number"],
  [{ [`slot.${cyan}.lowAt`]: "-1" }, `slot.${cyan}.lowAt`, "number"],
  [{ [`slot.${cyan}.capacity`]: "0" }, `slot.${cyan}.capacity`, "number"],
  [{ [`slot.${cyan}.lowAt`]: "5", [`slot.${cyan}.capacity`]: "5" }, `slot.${cyan}.lowAt`, "low"],
  [
    { [`slot.${cyan}.lowAt`]: "101", [`slot.${cyan}.measurement`]: "percentage" },
    `slot.${cyan}.lowAt`,
    "low",
  ],
  [{ "silent.days": "0", "silent.hours": "0" }, "silent.days", "duration"],
  [{ [`slot.${cyan}.capacity`]: "1,000" }, `slot.${cyan}.capacity`, "number"],
  [{ [`slot.${cyan}.capacity`]: "1.250" }, `slot.${cyan}.capacity`, "number"],
  [{ [`slot.${cyan}.shop.DE`]: "http://shop.example" }, `slot.${cyan}.shop.DE`, "address"],
] as [Record<string, string>, string, string][])("names the field of %j", (fields, field, words) => {
  const found = read(fields);
  expect(found.ok ? {} : found.problems).toMatchObject({ [field]: { words } });
});

it("reads numbers with a comma, and trims texts", () => {
  const { slots, name } = expectContent({ name: " Inkwell ", [`slot.${cyan}.lowAt`]: "2,5" });
  expect([name, slots[1]?.lowAt]).toEqual(["Inkwell", 2.5]);
  for (const stored of [0.125, 1.125, 1000, 1e-7])
    expect(expectContent({ [`slot.${cyan}.lowAt`]: String(stored) }).slots[1]?.lowAt).toBe(stored);
});

it("lists problems in the order of the form", () => {
  const found = read({ name: "", [`slot.${black}.name`]: "", [`slot.${cyan}.sensor`]: "nose" });
  expect(found.ok ? [] : Object.keys(found.problems)).toEqual([
    "name",
    `slot.${black}.name`,
    `slot.${cyan}.sensor`,
  ]);
});

it("renames a slot while there are no devices, and not after", () => {
  const renamed = { [`slot.${cyan}.instance`]: "Ink.Blue" };
  expect(expectContent(renamed).slots[1]).toMatchObject({ instance: "Ink.Blue", was: "Ink.Cyan" });
  expect(expectContent(renamed, 1).slots[1]).not.toHaveProperty("was", "Ink.Cyan");
});

describe("slots", () => {
  const change = (wish: string) => changeSlots(base, wish).fields.slots;
  it.each([
    ["add", `${black},${cyan},n1`],
    [`remove:${black}`, cyan],
    [`down:${black}`, `${cyan},${black}`],
    [`up:${cyan}`, `${cyan},${black}`],
    [`up:${black}`, `${black},${cyan}`],
    [`down:${cyan}`, `${black},${cyan}`],
    ["remove:nothing", `${black},${cyan}`],
    ["up:", `${black},${cyan}`],
    ["nonsense", `${black},${cyan}`],
    ["", `${black},${cyan}`],
  ])("%s", (wish, slots) => expect(change(wish)).toBe(slots));

  it("are at most 50", () => {
    let fields = base;
    for (let count = 0; count < 60; count++) fields = changeSlots(fields, "add").fields;
    expect(fields.slots?.split(",")).toHaveLength(50);
  });
});

describe("a draft", () => {
  const pack = (typed: Record<string, string>) => compareFields("seen", base, { ...base, ...typed });

  it("holds the fields that differ, and comes back from an address", () => {
    const draft = pack({ name: "Neu", "country.JP": "" });
    expect(draft).toEqual({ seen: "seen", removed: [], fields: { name: "Neu", "country.JP": "" } });
    expect(readDraft(writeDraft(draft))).toEqual(draft);
    expect(applyDraft(base, draft)).toEqual({ ...base, name: "Neu", "country.JP": "" });
  });

  it("follows what others saved in fields that it leaves alone", () => {
    const draft = pack({ name: "Mine" });
    const theirs = { ...base, "name.de": "Ihres", slots: `${black},${cyan},other`, "slot.other.name": "New" };
    expect(applyDraft(theirs, draft)).toEqual({ ...theirs, name: "Mine" });
  });

  it("keeps slots that others added, and leaves out slots that others removed", () => {
    const { fields: typed } = changeSlots(changeSlots(base, `remove:${black}`).fields, "add");
    const draft = compareFields("seen", base, typed);
    const theirs = { ...base, slots: `${black},other`, "slot.other.name": "New" };
    expect(applyDraft(theirs, draft).slots).toBe("n1,other");
  });

  it("has at most 50 slots, each once", () => {
    const slots = ["n0", ...Array.from({ length: 600 }, (_, n) => `n${n}`)].join(",");
    const keys = applyDraft(base, { seen: "", removed: [black, cyan], fields: { slots } }).slots?.split(",");
    expect([keys?.length, new Set(keys).size]).toEqual([50, 50]);
  });

  it.each(["", "x", "\0", "AAAA", "a".repeat(300_000), undefined, ["a"]])("is none: %j", (text) =>
    expect(readDraft(text)).toBeNull(),
  );

  it.each([
    ["a field that the form has not", { "country.notacode": "on" }],
    ["half of a character", { picture: "\ud83d" }],
  ])("is not read with %s", (_, fields) => {
    expect(
      readDraft(writeDraft({ seen: "", removed: [], fields: fields as Record<string, string> })),
    ).toBeNull();
  });

  it("is not read if it would unfold to more than a form holds", () => {
    const fields = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`name.${n}`, "x".repeat(2000)]));
    const bomb = { seen: "", removed: [], fields };
    expect(readDraft(writeDraft(bomb))).toBeNull();
  });

  it("of a big model fits an address", () => {
    const typed: Record<string, string> = {
      ...base,
      slots: Array.from({ length: 12 }, (_, n) => `n${n}`).join(","),
    };
    for (let n = 0; n < 12; n++)
      for (const language of ["de", "fr", "it", "es", "ja", "pt-BR"])
        typed[`slot.n${n}.name.${language}`] = `Verbrauchsmaterial インク ${n} ${language}`;
    expect(fitsAddress(writeDraft(compareFields("seen", base, typed)))).toBe(true);
  });
});

describe("a posted form", () => {
  const post = (fields: [string, string][]) => {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    return readPosted(form);
  };

  it("keeps the fields of the form only, without NUL and halves of characters", () => {
    expect(
      post([
        ["slots", "n1,n1,../x,n2"],
        ["name", "a\0b\ud83d"],
        ["name", "second"],
        ["name.de", "Name"],
        ["name.__proto__", "x"],
        ["__proto__", "x"],
        ["constructor", "x"],
        ["slot.n1.name", "One"],
        ["slot.n3.name", "Three"],
        ["slot.n1.toString", "x"],
        ["country.de", "on"],
      ]),
    ).toEqual({ slots: "n1,n2", name: "ab\ufffd", "name.de": "Name", "slot.n1.name": "One" });
  });

  it("takes ten thousand slots for fifty", () => {
    const keys = Array.from({ length: 10_000 }, (_, n) => `n${n}`);
    const found = post([
      ["slots", keys.join(",")],
      ...keys.map((key): [string, string] => [`slot.${key}.name`, key]),
    ]);
    expect(Object.keys(found)).toHaveLength(51);
  });

  it("cuts huge texts where their problem can still be named", () =>
    expect(post([["name", "x".repeat(1_000_000)]]).name).toHaveLength(2100));
});
