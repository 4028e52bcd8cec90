import { afterAll, beforeAll, expect, it } from "vitest";
import { hashToken, sessionScope } from "@/lib/auth";
import { cardsOf, deviceCards, type Sensor } from "@/lib/dash";
import { deviceModels, launches, slots, transaction } from "@/lib/db";
import { setMeter } from "@/lib/observability/metrics";
import { type Id, readId } from "@/lib/scope";
import { createTestStage, type TestStage } from "@/tests/stage";
import { openAccountLaunch } from "./open-account-launch";
import { openLaunch } from "./open-launch";
import { returnLaunches } from "./return-launches";
import type { LaunchSettings } from "./types";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const settings: LaunchSettings = {
  dash: {
    vendorCode: "V1",
    pathStyle: "template",
    supplyPage: "sensor_tracking_selection",
    endpoints: {
      EU: "https://eu.example",
      NA: "https://na.example",
      FE: "https://fe.example",
      app: "https://app.example/",
    },
  },
  countryRegions: {},
  exitUri: "https://portal.example/return",
  hours: 4,
};

it("joins a transaction: rolled back, it leaves nothing", async () => {
  const viewer = await portal.addCustomer();
  const deviceId = readId(await portal.addDevice(viewer)) as Id;
  const request = { channel: "website", browserHash: hashToken("browser") } as const;
  const session = await portal.openSession(viewer);
  const undone = transaction(async (tx) => {
    const one = { ...request, deviceId, card: "supplies" };
    expect(await openLaunch(session, one, settings, tx)).toMatchObject({ ok: true });
    const all = { ...request, card: "all-devices" };
    expect(await openAccountLaunch(viewer, all, settings, tx)).toMatchObject({ ok: true });
    expect(await tx.$count(launches)).toBe(2);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await portal.db.$count(launches)).toBe(0);
});

it("counts launches and returns by card, region and outcome, and never by a card that does not exist", async () => {
  const counted: unknown[][] = [];
  setMeter({ count: (name, labels) => void counted.push([name, labels]), time: () => {} });
  const viewer = await portal.addCustomer();
  const stranger = await portal.addCustomer({ country: null });
  const deviceId = readId(await portal.addDevice(viewer)) as Id;
  const request = { channel: "website", browserHash: hashToken("browser") } as const;
  const session = await portal.openSession(viewer);
  const staff = await portal.openSession(await portal.addStaff());
  await openLaunch(session, { ...request, deviceId, card: "supplies" }, settings);
  await openLaunch(session, { ...request, deviceId, card: "made-up" }, settings);
  await openAccountLaunch(stranger, { ...request, card: "all-devices" }, settings);
  for (const nobody of [staff, sessionScope("ended")])
    await openLaunch(nobody, { ...request, deviceId, card: "supplies" }, settings);
  for (let time = 0; time < 2; time++) await returnLaunches(session, request.browserHash);
  setMeter(undefined);
  const of = ([name]: unknown[]) => name === "launches" || name === "returns";
  const by = "customer";
  expect(counted.filter(of)).toEqual([
    ["launches", { by, card: "supplies", region: "EU", outcome: "opened" }],
    ["launches", { by, card: "unknown", region: "none", outcome: "not-found" }],
    ["launches", { by, card: "all-devices", region: "none", outcome: "country-unknown" }],
    ["returns", { by, card: "supplies" }],
    ["returns", { by, card: "none" }],
  ]);
});

it("opens nothing for a removed device, nor for someone else's", async () => {
  const viewer = await portal.addCustomer();
  const session = await portal.openSession(viewer);
  const removed = await portal.addDevice(viewer, undefined, { removedAt: new Date() });
  const foreign = await portal.addDevice(await portal.addCustomer());
  const request = { card: "supplies", channel: "website", browserHash: hashToken("nothing") } as const;
  const before = await portal.db.$count(launches);
  for (const deviceId of [removed, foreign, null])
    expect(await openLaunch(session, { ...request, deviceId }, settings)).toMatchObject({
      problems: [{ code: "not-found" }],
    });
  expect(await portal.db.$count(launches)).toBe(before);
});

it("opens a card exactly where the contract offers it", async () => {
  const shapes: [name: string, sensors: Sensor[], countries: string[]][] = [
    ["level", ["level"], ["DE", "ZA"]],
    ["usage", ["usage", "level"], ["US"]],
    ["level-usage", ["level-usage"], ["DE", "US"]],
    ["none", [], ["DE"]],
  ];
  for (const [name, kinds, countries] of shapes) {
    await portal.db.insert(deviceModels).values({ modelId: name, name, countries });
    for (const [position, sensor] of kinds.entries())
      await portal.db
        .insert(slots)
        .values({ modelId: name, position, instance: `${position}`, name, sensor });
  }
  const overridden = { ...settings, countryRegions: { ZA: "EU" } as const };
  const answers = new Set<string>();
  for (const country of ["DE", "US", "ZA", "AQ", null]) {
    const viewer = await portal.addCustomer({ country });
    const session = await portal.openSession(viewer);
    for (const [modelId, kinds, countries] of shapes) {
      const deviceId = await portal.addDevice(viewer, modelId);
      for (const used of [settings, overridden])
        for (const card of [...deviceCards, "all-devices", "made-up"]) {
          const request = { deviceId, card, channel: "website", browserHash: hashToken(card) } as const;
          const opened = await openLaunch(session, request, used);
          const offered =
            country &&
            cardsOf({ sensors: kinds, countries }, country, used.countryRegions).some((one) => one === card);
          const answer = typeof opened === "object" && opened.ok;
          expect([country, modelId, card, answer]).toEqual([country, modelId, card, Boolean(offered)]);
          answers.add(`${card} ${answer}`);
        }
    }
  }
  // Each card of a device was both opened and refused.
  expect(answers.size).toBe(2 * deviceCards.length + 2);
});
