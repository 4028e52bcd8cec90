import { describe, expect, it } from "vitest";
import { amazonEndpoints, hostOf, pathOf } from "./endpoints.ts";
import type { Channel, PathStyle } from "./types.ts";

describe("amazonEndpoints", () => {
  it("are the documented ones", () => {
    expect(amazonEndpoints).toEqual({
      EU: "https://drs-web-eu.amazon.co.uk",
      NA: "https://drs-web.amazon.com",
      FE: "https://drs-web.amazon.co.jp",
      app: "https://alexa.amazon.com/spa/index.html",
    });
  });
});

describe("pathOf", () => {
  it.each<[Channel, PathStyle, string, string]>([
    ["website", "template", "/drs/partner/page/settings", "/drs/partner/page/dart_device_list"],
    ["website", "example", "/settings", "/drs/partner/page/dart_device_list"],
    ["app", "template", "#v2/drs/partner/page/settings", "#v2/drs/partner/page/dart_device_list"],
    ["app", "example", "#v2/drs/page/settings", "#v2/drs/partner/page/dart_device_list"],
  ])("%s, %s", (channel, style, settings, deviceList) => {
    expect(pathOf("settings", channel, style)).toBe(settings);
    expect(pathOf("dart_device_list", channel, style)).toBe(deviceList);
  });
});

describe("hostOf", () => {
  it("names the host people will see", () => {
    expect(hostOf("website", "EU", amazonEndpoints)).toBe("drs-web-eu.amazon.co.uk");
    expect(hostOf("website", "NA", amazonEndpoints)).toBe("drs-web.amazon.com");
    expect(hostOf("website", "FE", amazonEndpoints)).toBe("drs-web.amazon.co.jp");
    expect(hostOf("app", "FE", amazonEndpoints)).toBe("alexa.amazon.com");
  });

  it("keeps the port, and survives what is no address", () => {
    expect(hostOf("website", "EU", { ...amazonEndpoints, EU: "http://127.0.0.1:4101/eu" })).toBe(
      "127.0.0.1:4101",
    );
    expect(hostOf("app", "EU", { ...amazonEndpoints, app: "nonsense" })).toBe("nonsense");
    expect(hostOf("app", "EU", { ...amazonEndpoints, app: "x:y" })).toBe("x:y");
  });
});
