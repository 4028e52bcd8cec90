import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool, transaction } from "@/lib/db";
import type { Staff } from "@/lib/viewer";
import { createTestStage, modelIds, type TestStage } from "@/tests/stage";
import { searchCursor } from "./cursor";
import { searchCustomers } from "./search-customers";
import type { FoundCustomer } from "./types";

let portal: TestStage;
let staff: Staff;

type Person = { name: string | null; email?: string; externalId?: string; serials?: string[] };
const people: Record<string, Person> = {
  zoe: { name: "Zoë Müller-Straße", email: "zoe@gmx.example", externalId: "K-1001", serials: ["SN-A7F2"] },
  soren: { name: "Søren Łukasz Æbeltoft", email: "S.Aebel@example.com", externalId: "1002" },
  brien: { name: "Pat O’Brien", email: "pat.obrien@example.com", externalId: "1003" },
  sato: {
    name: "佐藤 花",
    email: "hana@example.jp",
    externalId: "2001",
    serials: ["JP-000123", "JP-000124"],
  },
  satoko: { name: "佐藤花子", externalId: "2002" },
  hayashi: { name: "林 誠", externalId: "2003" },
  kana: { name: "ﾏﾘｱ・ガルシア", externalId: "2004" },
  old: { name: "葛󠄀城 ゆ", externalId: "2005" },
  wang: { name: "欧阳 秀英", externalId: "3001" },
  minsu: { name: "김 민수", externalId: "4001" },
  ivan: { name: "Йван Ёлкин", externalId: "5001" },
  eleni: { name: "ΕΛΈΝΗ ΠΑΠΑΔΟΠΟΎΛΟΥΣ", externalId: "6001" },
  dilara: { name: "Dilara IŞIK", email: "İsik@example.tr", externalId: "7001" },
  percent: { name: "100% Wool_Shop \\ Co", externalId: "8001" },
  quote: { name: `Robert'); drop table customers; --"`, externalId: "8002" },
  lines: { name: "Line\nBreak\tTab", externalId: "8003" },
  mail: { name: null, email: "nameless@example.com" },
  nobody: { name: null },
  // Folding all of these marks would keep the database busy for half a minute.
  marks: { name: `Zalgo${"\u0301".repeat(50_000)}`, externalId: "8005" },
  long: { name: `Long ${"x".repeat(5000)} End`, externalId: "8004" },
};
const ids = new Map<string, string>();

beforeAll(async () => {
  portal = await createTestStage();
  staff = await portal.addStaff();
  for (const [key, { serials = [], ...fields }] of Object.entries(people)) {
    const customer = await portal.addCustomer(fields);
    ids.set(customer.id, key);
    for (const serial of serials) await portal.addDevice(customer, modelIds.printer, { serial });
  }
});
afterAll(() => portal.stop());

const search = (text: string, after?: string | null) => searchCustomers(staff, { search: text, after });

const createRefusal = (kind: string) => ({ ok: false, problems: [{ code: `search-${kind}` }] });

async function findCustomers(text: string, after?: string | null): Promise<FoundCustomer[]> {
  const found = await search(text, after);
  return found.ok ? found.value.customers : expect.unreachable(`${text}: ${found.problems[0].code}`);
}

const findKeys = async (text: string) =>
  (await findCustomers(text)).map(({ id }) => ids.get(id) ?? id).sort();

describe("finds", () => {
  it.each<[string, string[]]>([
    ["zoe", ["zoe"]],
    ["ZOË", ["zoe"]],
    ["Zoe\u0308", ["zoe"]],
    ["ｚｏｅ", ["zoe"]],
    ["mull", ["zoe"]],
    ["strasse", ["zoe"]],
    ["STRASSE", ["zoe"]],
    ["straße", ["zoe"]],
    ["müller zoe", ["zoe"]],
    ["zoe soren", []],
    ["zoe k", ["zoe"]],
    ["zoe q", []],
    ["zo\u00ade\u200b", ["zoe"]],
    ["soren", ["soren"]],
    ["LUKASZ", ["soren"]],
    ["aebeltoft", ["soren"]],
    ["æbel", ["soren"]],
    ["obrien", ["brien"]],
    ["o'brien", ["brien"]],
    ["O’BRIEN", ["brien"]],
    ["佐藤", ["sato", "satoko"]],
    ["佐藤花", ["sato", "satoko"]],
    ["佐藤　花", ["sato", "satoko"]],
    ["花 佐藤", ["sato", "satoko"]],
    ["藤花", ["sato", "satoko"]],
    ["花子", ["satoko"]],
    ["佐藤花子", ["satoko"]],
    ["佐子", []],
    ["佐藤 hana", ["sato"]],
    ["林誠", ["hayashi"]],
    ["林 誠", ["hayashi"]],
    ["林　誠", ["hayashi"]],
    ["マリア", ["kana"]],
    ["ﾏﾘｱ", ["kana"]],
    ["ガル", ["kana"]],
    ["ｶﾞﾙｼｱ", ["kana"]],
    ["カル", []],
    ["マリアガルシア", ["kana"]],
    ["葛城", ["old"]],
    ["欧阳", ["wang"]],
    ["秀英", ["wang"]],
    ["민수", ["minsu"]],
    ["김민수", ["minsu"]],
    ["김 민수", ["minsu"]],
    ["민수".normalize("NFD"), ["minsu"]],
    ["елкин", ["ivan"]],
    ["иван", ["ivan"]],
    ["ελενη", ["eleni"]],
    ["παπαδοπουλους", ["eleni"]],
    ["isik", ["dilara"]],
    ["ışık", ["dilara"]],
    ["100%", ["percent"]],
    ["wool_shop", ["percent"]],
    ["woolxshop", []],
    ["wool \\", ["percent"]],
    ["z%e soren", []],
    ["z_oe", []],
    ["robert')", ["quote"]],
    ["'; drop table customers; --", []],
    ["line break tab", ["lines"]],
    ["s.aebel@EXAMPLE.com", ["soren"]],
    ["nameless", ["mail"]],
    ["k-100", ["zoe"]],
    ["1003", ["brien"]],
    ["sn-a7", ["zoe"]],
    ["000123", ["sato"]],
    ["jp-0001", ["sato"]],
    // Never matches across a line break.
    ["straße zoe@gmx", ["zoe"]],
    ["strassezoe", []],
    ["zalgo", ["marks"]],
    ["strasse\nzoe", ["zoe"]],
    ["x".repeat(200), ["long"]],
    ["toolongtobehere", []],
  ])("%j: %j", async (text, keys) => {
    expect(await findKeys(text)).toEqual(keys.sort());
  });
});

describe("asks for a different search", () => {
  it.each([
    ["", "short"],
    ["z", "short"],
    ["zo", "short"],
    ["zo é", "short"],
    ["花", "short"],
    ["a花", "short"],
    ["%%%", "short"],
    ["___", "short"],
    ["\\\\\\", "short"],
    ["'\"`", "short"],
    ["---", "short"],
    ["\0\0\0\0", "short"],
    ["\u0301".repeat(150), "short"],
    ["🙂🙂🙂🙂", "short"],
    ["\ud800\udfff\ud83d", "short"],
    ["x".repeat(201), "long"],
    ["x".repeat(10_000), "long"],
    [`e${"\u0301".repeat(5000)}`, "long"],
    // One character that folds into eighteen, with spaces.
    ["ﷺ".repeat(200), "long"],
    ["one two three four five six", "long"],
  ])("%j", async (text, kind) => {
    expect(await search(text)).toEqual(createRefusal(kind));
  });

  it("without reading the tables or recording an event", async () => {
    const { rows: before } = await portal.owner.query("select count(*) from audit_events");
    await portal.owner.query(
      "begin; lock table customers, devices, customer_search in access exclusive mode",
    );
    expect(await search("zo")).toEqual(createRefusal("short"));
    await portal.owner.query("rollback");
    expect((await portal.owner.query("select count(*) from audit_events")).rows).toEqual(before);
  });
});

describe("handles hostile text", () => {
  it.each([
    "zoe\0",
    "zoe \ud800",
    "\ud83dzoe",
    "zoe 🙂",
    `zoe${"\u0301".repeat(190)}`,
    "a.b.c.d.e",
    "((((zoe",
    "%zoe%",
    "zoe\\",
    "\u202ezoe",
    "한".repeat(200),
    "佐".repeat(200),
    `${"é ".repeat(4)}zoe`,
  ])("%j", async (text) => {
    expect(await search(text)).toMatchObject({ ok: true });
  });

  it.each([
    "x",
    "e30",
    "W10",
    "null",
    "\0",
    "x".repeat(5000),
    searchCursor.write(["no id", "zoe"]),
    searchCursor.write([crypto.randomUUID(), "\0"]),
    searchCursor.write([crypto.randomUUID(), "\ud800"]),
    searchCursor.write([crypto.randomUUID(), "x".repeat(500)]),
    searchCursor.write([crypto.randomUUID(), null]),
  ])("and the malformed cursor %j", async (after) => {
    expect(await search("zoe", after)).toMatchObject({ ok: true });
  });
});

it("reports when too many customers match to finish in time", async () => {
  await portal.owner.query("begin; lock table customer_search in access exclusive mode");
  const answer = search("zoe");
  expect(await answer).toEqual(createRefusal("broad"));
  await portal.owner.query("rollback");
});

it("leaves connections to others under many concurrent searches", async () => {
  const waiting =
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  await portal.owner.query("begin; lock table customer_search in access exclusive mode");
  const answers = Promise.allSettled(Array.from({ length: 30 }, () => search("zoe")));
  let found = 0;
  while (found < 4) found = (await pool().$client.query(waiting)).rowCount ?? 0;
  await portal.owner.query("rollback");
  expect(found).toBe(4);
  for (const answer of await answers) expect(answer.status).toBe("fulfilled");
});

it("returns the data of a row, and the serial number if that is what matched", async () => {
  const [sato] = await findCustomers("jp-000124");
  expect(sato).toEqual({
    id: expect.any(String),
    name: "佐藤 花",
    email: "hana@example.jp",
    externalId: "2001",
    country: "DE",
    devices: 2,
    serial: "JP-000124",
  });
  expect(await findCustomers("hana 000123")).toMatchObject([{ serial: "JP-000123" }]);
  expect(await findCustomers("hana")).toMatchObject([{ serial: null }]);
});

it("lists exact matches of the whole text before partial ones", async () => {
  const wanted = await portal.addCustomer({
    name: "Zz Last",
    email: "first@named.example",
    externalId: "NAMED-1",
  });
  await portal.addDevice(wanted, modelIds.coffee, { serial: "NAMED-SN-1" });
  for (let index = 0; index < 25; index += 1) {
    await portal.addCustomer({
      name: `Aa ${index}`,
      email: `not-first@named.example${index}`,
      externalId: `NAMED-1${index} NAMED-SN-1${index}`,
    });
  }
  for (const text of ["First@Named.example", "named-1", "ＮＡＭＥＤ-sn-1", " NAMED-1 "]) {
    const first = await search(text);
    if (!first.ok) return expect.unreachable();
    expect(first.value.customers).toHaveLength(20);
    expect(first.value.customers[0]?.id).toBe(wanted.id);
    const second = await findCustomers(text, first.value.next);
    expect(second).toHaveLength(6);
    expect(second.map(({ id }) => id)).not.toContain(wanted.id);
  }
});

describe.each([
  // 55 of a hundred are found by scanning, and listed by id.
  { word: "common", others: 100, isByName: false },
  // 55 behind 5,000 others are found by trigrams, and listed by name.
  { word: "rare", others: 5000, isByName: true },
])("pages of a $word word", ({ word, others, isByName }) => {
  it("are complete and without duplicates while others are added and deleted", async () => {
    const name = `Page-${word}`;
    const made = await portal.owner.query<{ id: string }>(
      `insert into customers (name) select $1 || ' ' || case when n % 2 = 0 then 'Even' else 'odd' end || n
       from generate_series(1, 55) n returning id`,
      [name],
    );
    await portal.owner.query(
      `insert into customers (id, name)
       select ('0000' || substr(gen_random_uuid()::text, 5))::uuid, 'Other ' || n from generate_series(1, $1) n`,
      [others],
    );
    const seen: FoundCustomer[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const found = await search(name, after);
      if (!found.ok) return expect.unreachable();
      seen.push(...found.value.customers);
      after = found.value.next;
      // One before the cursor and one already seen: neither may shift the next page.
      await portal.owner.query("insert into customers (id, name) values ($1, $2)", [
        `00000000-0000-0000-0000-00000000000${page + 1}`,
        `${name} aaa`,
      ]);
      await portal.owner.query("delete from customers where id = $1", [seen[0]?.id]);
    }
    expect(after).toBeNull();
    expect(seen).toHaveLength(55);
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(made.rows.map(({ id }) => id)));
    const keys = seen.map((customer) => (isByName ? (customer.name as string).toLowerCase() : customer.id));
    expect(keys).toEqual(keys.toSorted());
    await portal.owner.query("delete from customers where name like 'Other %' or name like 'Page-%'");
  });
});

describe("records", () => {
  const lastEvent = async () =>
    (await portal.owner.query("select * from audit_events order by id desc limit 1")).rows[0];

  it("the customers shown, and none of the typed text", async () => {
    const [zoe] = await findCustomers("zoe müller");
    expect(await lastEvent()).toMatchObject({
      event: "customers.searched",
      actor_id: staff.id,
      customer_ids: [zoe?.id],
      details: {},
    });
  });

  it("that nobody was found", async () => {
    await findCustomers("zoe");
    expect(await findCustomers("nobody has this name")).toEqual([]);
    expect(await lastEvent()).toMatchObject({ event: "customers.searched", customer_ids: [] });
  });

  it("the event, or shows nobody", async () => {
    await portal.owner.query("revoke insert on audit_events from larder_app");
    expect(await search("zoe")).toMatchObject({ ok: false, problems: [{ code: "unrecorded" }] });
    await portal.owner.query("grant insert on audit_events to larder_app");
  });

  it("nothing that a transaction rolls back", async () => {
    const before = await lastEvent();
    const undone = transaction(async (tx) => {
      expect(await searchCustomers(staff, { search: "zoe" }, tx)).toMatchObject({ ok: true });
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await lastEvent()).toEqual(before);
  });

  it("nothing for a customer, who finds nobody", async () => {
    const before = await lastEvent();
    const viewer = await portal.addCustomer({ name: "Zoe Curious" });
    for (const after of [null, "x"]) {
      const found = await searchCustomers(viewer, { search: "zoe", after });
      expect(found).toEqual({ ok: true, value: { customers: [], next: null } });
    }
    expect(await lastEvent()).toEqual(before);
  });
});

describe("follows", () => {
  // Parts of serial numbers: a whole one would be found without the search table.
  const has = async (text: string) => (await findCustomers(text)).length;

  it("a customer who is renamed, changes their address, or is deleted", async () => {
    const { id } = await portal.addCustomer({ name: "Former Person", email: "first@follow.example" });
    expect(await has("former person")).toBe(1);
    await portal.owner.query("update customers set name = 'Newer Person' where id = $1", [id]);
    expect([await has("former person"), await has("newer person"), await has("first@follow")]).toEqual([
      0, 1, 1,
    ]);
    await portal.owner.query("update customers set email = null, external_id = 'FOLLOW-7' where id = $1", [
      id,
    ]);
    expect([await has("first@follow"), await has("ollow-7")]).toEqual([0, 1]);
    await portal.owner.query("delete from customers where id = $1", [id]);
    expect(await has("ollow-7")).toBe(0);
    expect(
      (await portal.owner.query("select from customer_search where customer_id = $1", [id])).rowCount,
    ).toBe(0);
  });

  it("a device that is removed, restored, moved to another customer, renumbered, or deleted", async () => {
    const [from, to] = [await portal.addCustomer({ name: "From" }), await portal.addCustomer({ name: "To" })];
    const device = await portal.addDevice(from, modelIds.printer, { serial: "FOLLOW-SN" });
    const change = (set: string) => portal.owner.query(`update devices set ${set} where id = $1`, [device]);
    const owners = async (text: string) => (await findCustomers(text)).map(({ name }) => name);
    expect(await owners("ollow-s")).toEqual(["From"]);
    await change("name = 'Renamed'");
    expect(await owners("ollow-s")).toEqual(["From"]);
    await change("removed_at = now()");
    expect(await owners("ollow-s")).toEqual([]);
    await change("removed_at = null");
    expect(await owners("ollow-s")).toEqual(["From"]);
    await portal.owner.query("update devices set customer_id = $2 where id = $1", [device, to.id]);
    expect(await owners("ollow-s")).toEqual(["To"]);
    await change("serial = 'OTHER-SN'");
    expect([await owners("ollow-s"), await owners("ther-s")]).toEqual([[], ["To"]]);
    await portal.owner.query("delete from devices where id = $1", [device]);
    expect(await owners("ther-s")).toEqual([]);
  });

  it("many changes in one statement", async () => {
    await portal.owner.query(
      `with made as (insert into customers (name) select 'Bulk ' || n from generate_series(1, 40) n returning id)
       select count(*) from made`,
    );
    await portal.owner.query(
      `insert into devices (customer_id, model_id, name, serial)
       select id, $1, 'Bulk', 'BULK-SN ' || name from customers where name like 'Bulk %'`,
      [modelIds.printer],
    );
    expect(await has("bulk-sn")).toBe(20);
    await portal.owner.query("delete from devices where serial like 'BULK-SN%'");
    expect(await has("bulk-sn")).toBe(0);
    await portal.owner.query("delete from customers where name like 'Bulk %'");
    expect(await has("bulk")).toBe(0);
  });

  it("two concurrent transactions that add devices to one customer", async () => {
    const owner = await portal.addCustomer({ name: "Busy" });
    const [one, two] = [0, 1].map(() => new Client({ connectionString: portal.database.ownerUrl })) as [
      Client,
      Client,
    ];
    await Promise.all([one.connect(), two.connect()]);
    const add = (client: Client, serial: string) =>
      client.query("insert into devices (customer_id, model_id, name, serial) values ($1, $2, 'Busy', $3)", [
        owner.id,
        modelIds.printer,
        serial,
      ]);
    try {
      await Promise.all([one.query("begin"), two.query("begin")]);
      await add(one, "BUSY-1");
      const waiting = add(two, "BUSY-2");
      for (let waits: number | null = 0; !waits; ) {
        const { rowCount } = await portal.owner.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        );
        waits = rowCount;
      }
      await one.query("commit");
      await waiting;
      await two.query("commit");
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
    for (const serial of ["usy-1", "usy-2"]) expect(await has(serial), serial).toBe(1);
    const many = Array.from({ length: 20 }, (_, index) =>
      pool().$client.query(
        "insert into devices (customer_id, model_id, name, serial) values ($1, $2, 'Busy', $3)",
        [owner.id, modelIds.coffee, `MANY-${index}-END`],
      ),
    );
    await Promise.all(many);
    for (let index = 0; index < 20; index += 1) expect(await has(`any-${index}-e`), `${index}`).toBe(1);
    expect(await findCustomers("any-19-e")).toMatchObject([{ devices: 22 }]);
  });
});
