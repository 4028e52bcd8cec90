import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  customers,
  deviceReports,
  devices,
  rateLimits,
  readingHistory,
  readings,
  reportKeys,
  slots,
} from "@/lib/db";
import { removeDevice } from "@/lib/devices";
import { type Id, ownScope } from "@/lib/scope";
import { connectivity, percent, writeChange, writeLevel, writeUse } from "@/tests/alexa-messages";
import { type ApiStage, createApiStage } from "@/tests/api-stage";
import { modelIds } from "@/tests/stage";
import { readJsonMessages, readMessageLines } from "./reports";

let stage: ApiStage;
let portal: ApiStage["portal"];
beforeAll(async () => {
  stage = await createApiStage();
  ({ portal } = stage);
  await portal.db
    .update(slots)
    .set({ measurement: "percentage", lowAt: 15 })
    .where(eq(slots.instance, "Cyan"));
});
afterAll(() => stage.stop());
beforeEach(async () => {
  for (const table of [devices, customers, rateLimits]) await portal.db.delete(table);
});

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);

async function send(body: string, more: { key?: string; type?: string } = {}) {
  const headers = { "content-type": more.type ?? "application/json" };
  const response = await stage.send("POST", "/reports", {
    headers,
    body,
    ...(more.key && { key: more.key }),
  });
  return { status: response.status, body: await response.json() };
}
const post = (...messages: unknown[]) => send(JSON.stringify(messages));
const list = async (...messages: unknown[]): Promise<[string, ...string[]][]> => {
  const { status, body } = await post(...messages);
  expect(status).toBe(202);
  return body.receipts.map(({ outcome, faults = [] }: { outcome: string; faults?: { code: string }[] }) => [
    outcome,
    ...faults.map(({ code }) => code),
  ]);
};
const cyan = (endpointId: string, value: unknown, at: Date | string = ago(0)) =>
  writeChange(endpointId, [writeLevel("Cyan", percent(value), at)]);
const used = (endpointId: string, value: number, at: Date, messageId?: string) =>
  writeUse(endpointId, "Pods", { "@type": "Count", value }, at, { messageId });

async function addPrinter(serial = "SN-1", more: Partial<typeof devices.$inferInsert> = {}) {
  const owner = await portal.addCustomer();
  return { owner, id: await portal.addDevice(owner, modelIds.printer, { serial, ...more }) };
}
async function addCoffee(serial = "CM-1") {
  const owner = await portal.addCustomer();
  return { owner, id: await portal.addDevice(owner, modelIds.coffee, { serial }) };
}
const readAll = () => portal.db.select().from(readings);
const readPoints = async () =>
  (await portal.db.select().from(readingHistory)).flatMap(({ points }) =>
    points.filter((point) => point !== null),
  );

describe("a message", () => {
  it("stores levels of a change report and its context, and passes over other interfaces", async () => {
    const { id } = await addPrinter();
    const at = ago(0);
    const message = writeChange(
      "SN-1",
      [connectivity, writeLevel("Cyan", percent(42), at)],
      [writeLevel("Black", percent(7.5), at), connectivity],
    );
    expect(await list(message)).toEqual([["stored"]]);
    const rows = await readAll();
    expect(rows.map(({ value, deviceId }) => [value, deviceId]).sort()).toEqual([
      [42, id],
      [7.5, id],
    ]);
    expect(await portal.db.select().from(deviceReports)).toMatchObject([{ deviceId: id }]);
  });

  it("may be a state report, and may come without the outer event", async () => {
    await addPrinter();
    const { event, context } = writeChange("SN-1", [], [writeLevel("Cyan", percent(42), ago(0))]);
    const state = {
      event: { ...event, header: { ...event.header, name: "StateReport" }, payload: {} },
      context,
    };
    expect(await list(state)).toEqual([["stored"]]);
    expect(await list({ ...cyan("SN-1", 41).event })).toEqual([["stored"]]);
  });

  it("may come alone, in a list, or a line each", async () => {
    await addPrinter();
    expect((await send(JSON.stringify(cyan("SN-1", 9)))).body).toEqual({ receipts: [{ outcome: "stored" }] });
    const lines = `${JSON.stringify(cyan("SN-1", 8))}\n\n${JSON.stringify(cyan("SN-1", 7, ago(1)))}\r\n`;
    expect((await send(lines, { type: "application/x-ndjson" })).body).toEqual({
      receipts: [{ outcome: "stored" }, { outcome: "older" }],
    });
  });

  it("adds up what was used, late and twice", async () => {
    const { id } = await addCoffee();
    const early = used("CM-1", 2, ago(3), "a");
    expect(await list(used("CM-1", 1, ago(0), "b"), early, early)).toEqual([
      ["stored"],
      ["stored"],
      ["repeated"],
    ]);
    expect(await list(early)).toEqual([["repeated"]]);
    expect(await readAll()).toMatchObject([{ deviceId: id, value: 3 }]);
    expect((await readPoints()).sort()).toEqual([1, 2]);
  });

  it("without an id is the same if all it says is the same", async () => {
    await addCoffee();
    const at = ago(1);
    const make = (value: number) => {
      const message = used("CM-1", value, at);
      return { event: { ...message.event, header: { ...message.event.header, messageId: undefined } } };
    };
    expect(await list(make(2), make(2), make(3))).toEqual([["stored"], ["repeated"], ["stored"]]);
  });

  it("of another device may have the same id", async () => {
    await addCoffee("CM-1");
    await addCoffee("CM-2");
    expect(await list(used("CM-1", 2, ago(0), "a"), used("CM-2", 2, ago(0), "a"))).toEqual([
      ["stored"],
      ["stored"],
    ]);
  });
});

describe("the device", () => {
  it("is found by its endpoint id, by model and serial number, or by the serial number however spelt", async () => {
    const { id } = await addPrinter("SN 12-3", { endpointId: "amzn1.endpoint:7" });
    for (const endpointId of ["amzn1.endpoint:7", `${modelIds.printer}:sn123`, "sn-12-3"]) {
      await portal.db.delete(readings);
      expect(await list(cyan(endpointId, 5))).toEqual([["stored"]]);
      expect(await readAll()).toMatchObject([{ deviceId: id }]);
    }
  });

  it("is not found by a serial number that several models have, registered or only made", async () => {
    await addPrinter("1");
    await portal.addDevice(await portal.addCustomer(), modelIds.coffee, { serial: "1" });
    await addPrinter("2");
    await portal.addUnit(modelIds.coffee, "2", "CODE-CODE");
    expect(await list(cyan("1", 5), cyan("2", 5), cyan(`${modelIds.printer}:2`, 5))).toEqual([
      ["refused", "endpoint-ambiguous"],
      ["refused", "endpoint-ambiguous"],
      ["stored"],
    ]);
  });

  it("is not found by an endpoint id that two devices have", async () => {
    await addPrinter("1", { endpointId: "same" });
    await addPrinter("2", { endpointId: "same" });
    expect(await list(cyan("same", 5))).toEqual([["refused", "endpoint-ambiguous"]]);
  });

  it("is unknown once its owner has removed it", async () => {
    const { owner, id } = await addPrinter();
    await list(cyan("SN-1", 5));
    await removeDevice(ownScope(owner), id as Id);
    expect(await readAll()).toEqual([]);
    expect(await list(cyan("SN-1", 4))).toEqual([["refused", "endpoint-unknown"]]);
    for (const table of [readings, readingHistory, reportKeys, deviceReports])
      expect(await portal.db.$count(table)).toBe(0);
  });

  it("keeps nothing for an owner who does not want it", async () => {
    const { owner } = await addPrinter();
    await portal.db.update(customers).set({ showLevels: false }).where(eq(customers.id, owner.id));
    expect(await list(cyan("SN-1", 4))).toEqual([["refused", "levels-off"]]);
    expect(await readAll()).toEqual([]);
  });

  it("shows its next owner nothing from before", async () => {
    const { owner, id } = await addPrinter();
    await list(cyan("SN-1", 50, ago(2)));
    await removeDevice(ownScope(owner), id as Id);
    await portal.db
      .update(devices)
      .set({ removedAt: ago(1) })
      .where(eq(devices.id, id));
    await addPrinter();
    expect(await list(cyan("SN-1", 60, ago(1.5)))).toEqual([["refused", "time-before-owner"]]);
    expect(await list(cyan("SN-1", 60, ago(0.5)))).toEqual([["stored"]]);
  });

  it("takes readings from before it was registered, unless the partner gave the date", async () => {
    await addPrinter("8", { registeredAt: ago(1) });
    await addPrinter("9", { registeredAt: ago(1), isDated: true });
    expect(await list(cyan("8", 5, ago(2)), cyan("9", 5, ago(2)))).toEqual([
      ["stored"],
      ["refused", "time-before-owner"],
    ]);
  });
});

describe("order", () => {
  it("does not matter to the newest level", async () => {
    await addPrinter();
    const at = ago(1);
    expect(await list(cyan("SN-1", 30, at), cyan("SN-1", 40, ago(3)), cyan("SN-1", 30, at))).toEqual([
      ["stored"],
      ["older"],
      ["repeated"],
    ]);
    expect(await list(cyan("SN-1", 30, at), cyan("SN-1", 29, ago(2)))).toEqual([["repeated"], ["older"]]);
    expect(await readAll()).toMatchObject([{ value: 30, at }]);
    expect((await readPoints()).sort()).toEqual([29, 30, 40]);
  });

  it("gives the same end for any order, any repetition and any division into requests", async () => {
    const { id } = await addPrinter();
    const { id: coffee } = await addCoffee();
    const days = fc.integer({ min: 0, max: 60 });
    const message = fc.oneof(
      fc.record({ kind: fc.constant("level"), days, value: fc.integer({ min: 0, max: 100 }) }),
      fc.record({ kind: fc.constant("use"), days, value: fc.integer({ min: 0, max: 9 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(message, {
          minLength: 1,
          maxLength: 12,
          selector: ({ kind, days }) => `${kind} ${days}`,
        }),
        fc.infiniteStream(fc.nat(1000)),
        async (messages, chance) => {
          await portal.db.delete(readings);
          await portal.db.delete(reportKeys);
          const now = Date.now();
          const made = messages.map(({ kind, days, value }, index) => {
            const at = new Date(now - days * day);
            return kind === "level" ? cyan("SN-1", value, at) : used("CM-1", value, at, `${index}`);
          });
          const sent = [...made, ...made.filter(() => (chance.next().value ?? 0) % 2 === 0)]
            .map((each) => ({ each, key: chance.next().value ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ each }) => each);
          while (sent.length > 0) await list(...sent.splice(0, 1 + ((chance.next().value ?? 0) % 5)));
          const levels = messages.filter(({ kind }) => kind === "level");
          const newest = levels.toSorted((one, other) => one.days - other.days)[0];
          const uses = messages.filter(({ kind }) => kind === "use");
          const rows = await readAll();
          expect(rows.find(({ deviceId }) => deviceId === id)?.value).toBe(newest?.value);
          expect(rows.find(({ deviceId }) => deviceId === coffee)?.value).toBe(
            uses.length === 0 ? undefined : uses.reduce((sum, { value }) => sum + value, 0),
          );
          expect((await readPoints()).sort()).toEqual(messages.map(({ value }) => value).sort());
        },
      ),
      { numRuns: 40 },
    );
  });

  it("counts each use once and keeps the newest level when the same comes several times at once", async () => {
    await addCoffee();
    await addPrinter();
    const messages = Array.from({ length: 20 }, (_, index) => [
      used("CM-1", 1, ago(index), `${index}`),
      cyan("SN-1", index, ago(index)),
    ]).flat();
    await Promise.all(
      [0, 1, 2, 3].map((turn) => list(...messages.slice(turn * 7), ...messages.slice(0, turn * 7))),
    );
    expect((await readAll()).map(({ value }) => value).sort()).toEqual([0, 20]);
    expect((await readPoints()).length).toBe(40);
  });
});

describe("bad input", () => {
  it.each([
    ["a negative value", cyan("SN-1", -1), "value-range"],
    ["more than all", cyan("SN-1", 100.1), "value-range"],
    ["NaN as text", cyan("SN-1", "NaN"), "value-malformed"],
    ["no number", cyan("SN-1", null), "value-malformed"],
    [
      "another measurement",
      writeChange("SN-1", [writeLevel("Cyan", { "@type": "Count", value: 1 }, ago(0))]),
      "measurement-differs",
    ],
    [
      "an unknown type",
      writeChange("SN-1", [writeLevel("Cyan", { "@type": "Mood", value: 1 }, ago(0))]),
      "measurement-unknown",
    ],
    ["an unknown slot", writeChange("SN-1", [writeLevel("Gold", percent(1), ago(0))]), "slot-unknown"],
    ["another sensor", used("CM-1", 1, ago(0)), "sensor-differs", "Filter"],
    ["a time ahead", cyan("SN-1", 1, new Date(Date.now() + 6 * 60_000)), "time-ahead"],
    ["a day that is none", cyan("SN-1", 1, "2026-02-30T00:00:00Z"), "time-malformed"],
    ["a time without a zone", cyan("SN-1", 1, "2026-02-03T00:00:00"), "time-malformed"],
    ["a time long ago", cyan("SN-1", 1, ago(101)), "time-too-old"],
    [
      "an event never heard of",
      { event: { ...cyan("SN-1", 1).event, header: { name: "InventoryReplaced" } } },
      "kind-unknown",
    ],
    ["no header", { hello: 1 }, "not-a-message"],
    ["no object", 7, "not-a-message"],
    ["null", null, "not-a-message"],
    ["no endpoint", cyan("", 1), "endpoint-missing"],
    ["an endpoint that PostgreSQL does not take", cyan("a\0b", 1), "endpoint-missing"],
    ["half a character", cyan("a\ud800b", 1), "endpoint-missing"],
    ["an unknown endpoint", cyan("SN-9", 1), "endpoint-unknown"],
    ["no level", writeChange("SN-1", [connectivity]), "nothing-to-read"],
    [
      "no instance",
      writeChange("SN-1", [{ ...writeLevel("Cyan", percent(1), ago(0)), instance: 1 }]),
      "instance-missing",
    ],
  ])(
    "%s is refused with a reason, the others are stored",
    async (_what, message, code, instance?: string) => {
      await addPrinter();
      await addCoffee();
      const given =
        instance === undefined
          ? message
          : writeUse("CM-1", "Pods", percent(1), ago(0), { kind: "LevelUsage" });
      expect(await list(cyan("SN-1", 50, ago(1)), given, cyan("SN-1", 49, ago(0.5)))).toEqual([
        ["stored"],
        ["refused", code],
        ["stored"],
      ]);
    },
  );

  it("a number of 400 digits, and NaN in a line, refuse that message alone", async () => {
    await addPrinter();
    const good = JSON.stringify(cyan("SN-1", 50));
    const lines = [good.replace(":50}", `:${"9".repeat(400)}}`), good.replace(":50}", ":NaN}"), good].join(
      "\n",
    );
    const { body } = await send(lines, { type: "application/x-ndjson" });
    expect(body.receipts).toMatchObject([
      { outcome: "refused", faults: [{ code: "value-range" }] },
      { outcome: "refused", faults: [{ code: "not-json" }] },
      { outcome: "stored" },
    ]);
  });

  it("one bad reading does not keep the others of its message", async () => {
    await addPrinter();
    const message = writeChange("SN-1", [
      writeLevel("Cyan", percent(101), ago(0)),
      writeLevel("Black", percent(20), ago(0)),
    ]);
    expect(await list(message)).toEqual([["stored", "value-range"]]);
  });

  it("a unit that changes is refused, also within one request, and does not count as seen", async () => {
    await addPrinter();
    const amount = (unit: string) =>
      writeChange("SN-1", [writeLevel("Black", { "@type": "Volume", value: 1, unit }, ago(0))]);
    expect(await list(amount("LITER"), amount("GALLON"))).toEqual([["stored"], ["refused", "unit-differs"]]);
    expect(await list(amount("GALLON"))).toEqual([["refused", "unit-differs"]]);
    expect(await readAll()).toMatchObject([{ unit: "LITER", measurement: "volume" }]);
  });

  it("1,001 messages, no message and broken JSON are refused as a whole", async () => {
    await addPrinter();
    expect((await post(...Array.from({ length: 1001 }, () => cyan("SN-1", 1)))).status).toBe(413);
    expect((await send(" ".repeat(1_000_001))).status).toBe(413);
    expect((await post()).status).toBe(400);
    expect((await send("\n\n", { type: "application/x-ndjson" })).status).toBe(400);
    expect((await send('{"event":')).status).toBe(400);
    expect((await send("{}", { type: "text/plain" })).status).toBe(415);
    expect(await readAll()).toEqual([]);
  });

  it("1,000 messages for one slot in each of ten requests leave the newest", async () => {
    await addPrinter();
    for (let turn = 0; turn < 10; turn += 1) {
      const messages = Array.from({ length: 1000 }, (_, index) =>
        cyan("SN-1", index % 100, new Date(Date.now() - (turn * 1000 + index) * 60_000)),
      );
      const slim = messages.map(({ event }) => ({ event: { ...event, endpoint: { endpointId: "SN-1" } } }));
      expect((await list(...slim)).length).toBe(1000);
    }
    expect(await readAll()).toMatchObject([{ value: 0 }]);
  });

  it("needs a key with the scope", async () => {
    const key = await stage.addKey(["devices:write"]);
    expect((await send(JSON.stringify(cyan("SN-1", 1)), { key })).status).toBe(403);
  });
});

it.each([
  ["one message", (text: string) => readJsonMessages(text)],
  ["lines", (text: string) => readMessageLines(`${text}\n${text}`)],
])("cuts the token out before it reads anything: %s", (_what, read) => {
  const message = cyan("SN-1", 1);
  message.event.endpoint.scope.token = 'a-customers-"quoted\\" token';
  const { given } = read(JSON.stringify(message)) as { given: (typeof message)[] };
  expect(given.map(({ event }) => event.endpoint)).toEqual(
    given.map(() => ({ endpointId: "SN-1", scope: { type: "BearerToken", token: "" } })),
  );
  expect(given[0]?.event.payload).toEqual(JSON.parse(JSON.stringify(message)).event.payload);
});

it("lets the token go nowhere: not into an answer, not into the log, not into the database", async () => {
  await addPrinter();
  const said: string[] = [];
  const keep = (chunk: unknown) => {
    said.push(String(chunk));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation(keep),
  );
  try {
    const good = JSON.stringify(cyan("SN-1", 1));
    for (const body of [
      good,
      good.slice(0, good.indexOf("a-customers") + 20),
      `${good}}`,
      good.replace(/,/, ",,"),
    ])
      said.push(JSON.stringify((await send(body)).body));
    said.push(JSON.stringify((await send(good.slice(0, -30), { type: "application/x-ndjson" })).body));
    said.push(JSON.stringify((await post({ event: { endpoint: cyan("SN-1", 1).event.endpoint } })).body));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  for (const table of [readings, readingHistory, reportKeys, deviceReports, devices])
    said.push(JSON.stringify(await portal.db.select().from(table)));
  expect(said.join("\n")).not.toContain("a-customers");
  expect(said.join("\n")).toContain('"stored"');
});
