import { afterAll, beforeAll, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { launches, transaction } from "@/lib/db";
import { setMeter } from "@/lib/observability/metrics";
import { type CustomerScope, type Id, ownScope, readId } from "@/lib/scope";
import { createTestStage, type TestStage } from "@/tests/stage";
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
  const undone = transaction(async (tx) => {
    for (const card of [
      { deviceId, card: "supplies" },
      { deviceId: null, card: "all-devices" },
    ])
      expect(await openLaunch(viewer, { ...request, ...card }, settings, tx)).toMatchObject({ ok: true });
    expect(await tx.$count(launches)).toBe(2);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  expect(await portal.db.$count(launches)).toBe(0);
});

it("counts launches and returns by card, region and outcome, and never by a card that does not exist", async () => {
  const counted: unknown[] = [];
  setMeter({ count: (name, labels) => void counted.push([name, labels]), time: () => {} });
  const viewer = await portal.addCustomer();
  const stranger = await portal.addCustomer({ country: null });
  const deviceId = readId(await portal.addDevice(viewer)) as Id;
  const request = { channel: "website", browserHash: hashToken("browser"), deviceId } as const;
  await openLaunch(viewer, { ...request, card: "supplies" }, settings);
  await openLaunch(viewer, { ...request, card: "made-up" }, settings);
  await openLaunch(stranger, { ...request, deviceId: null, card: "all-devices" }, settings);
  for (let time = 0; time < 2; time++)
    await returnLaunches(ownScope(viewer) as CustomerScope, request.browserHash);
  setMeter(undefined);
  const by = "customer";
  expect(counted).toEqual([
    ["launches", { by, card: "supplies", region: "EU", outcome: "opened" }],
    ["launches", { by, card: "unknown", region: "none", outcome: "not-found" }],
    ["launches", { by, card: "all-devices", region: "none", outcome: "country-unknown" }],
    ["returns", { by, card: "supplies" }],
    ["returns", { by, card: "none" }],
  ]);
});
