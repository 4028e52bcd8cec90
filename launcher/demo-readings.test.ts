import { expect, it } from "vitest";
import { Devices } from "@/sandbox/devices/devices";
import { demoDevices } from "./demo-data";
import { demoReadings } from "./demo-readings";

const { devices } = Devices.parse(JSON.parse(JSON.stringify(demoReadings)));
const findDevice = (serial: string) => devices.find((device) => device.serial === serial);

it("has devices that report, one that is silent, one that is low and some that never report", () => {
  expect(devices.length).toBeGreaterThan(30);
  expect(devices.length).toBeLessThan(Object.values(demoDevices).flat().length);
  expect(devices.filter(({ silentDays }) => silentDays).map(({ serial }) => serial)).toEqual(["JONAS-0002"]);
  const shares = findDevice("EMILY-0001")?.slots.map(({ share }) => share);
  expect(shares).toEqual([undefined, 0.12, undefined, undefined]);
  expect(findDevice("HANA-0002")).toBeUndefined();
});
