import { afterAll, beforeAll, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { launches, transaction } from "@/lib/db";
import { type Id, readId } from "@/lib/scope";
import { createTestStage, type TestStage } from "@/tests/stage";
import { openLaunch } from "./open-launch";
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
