import { describe, expect, it } from "vitest";
import { cards, deviceCards, pageOfCard, pages, sensors, servesSensors } from "./pages.ts";
import { parameters } from "./parameters.ts";
import type { PageType } from "./types.ts";

describe("the table of pages", () => {
  // page, needs, website only, never, sensors, exit by default
  it.each<[PageType, string, string, string, string, boolean]>([
    ["dart_landing", "vendorCode modelId returnUrl", "", "settings", "level usage level-usage", false],
    ["dart_device_list", "vendorCode", "", "modelId settings returnUrl", "level usage level-usage", true],
    ["settings", "vendorCode modelId", "settings", "returnUrl", "level usage level-usage", true],
    [
      "sensor_tracking_selection",
      "vendorCode modelId",
      "settings",
      "returnUrl",
      "level usage level-usage",
      true,
    ],
    ["inventory_management", "vendorCode modelId", "settings", "returnUrl", "level usage level-usage", true],
    ["inventory_history", "vendorCode modelId", "settings", "returnUrl", "level usage level-usage", true],
    ["installed_inventory", "vendorCode modelId", "settings", "returnUrl", "usage", true],
  ])("%s", (page, needs, websiteOnly, never, served, exitByDefault) => {
    const words = (text: string) => text.split(" ").filter(Boolean);
    expect(pages[page]).toEqual({
      needs: words(needs),
      websiteOnly: words(websiteOnly),
      never: words(never),
      sensors: words(served),
      exitByDefault,
    });
  });

  it("has seven pages, each placing every parameter but exitUri exactly once", () => {
    expect(Object.keys(pages)).toHaveLength(7);
    for (const { needs, websiteOnly, never } of Object.values(pages))
      expect([...needs, ...websiteOnly, ...never, "exitUri"].sort()).toEqual([...parameters].sort());
  });
});

describe("the table of cards", () => {
  it("gives each page one card", () => {
    expect(pageOfCard).toEqual({
      supplies: "sensor_tracking_selection",
      inventory: "inventory_management",
      history: "inventory_history",
      parts: "installed_inventory",
      settings: "settings",
      enroll: "dart_landing",
      "all-devices": "dart_device_list",
    });
    expect(Object.values(pageOfCard).sort()).toEqual(Object.keys(pages).sort());
    expect(Object.keys(pageOfCard)).toEqual(cards);
    expect(cards).toEqual([...deviceCards, "all-devices"]);
  });
});

describe("servesSensors", () => {
  it.each(sensors)("asks only installed inventory for a usage sensor: %s", (sensor) => {
    for (const page of Object.keys(pages) as PageType[])
      expect(servesSensors(page, [sensor])).toBe(page !== "installed_inventory" || sensor === "usage");
  });

  it("needs one fitting sensor of several", () => {
    expect(servesSensors("installed_inventory", ["level", "usage"])).toBe(true);
    expect(servesSensors("installed_inventory", [])).toBe(false);
    expect(servesSensors("settings", [])).toBe(true);
  });
});
