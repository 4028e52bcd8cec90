import { expect, it } from "vitest";

// Imported here: a module that fails to load then fails a test, which mutation testing can see.
it("exports the contract, and nothing by accident", async () => {
  const dash = await import("./index.ts");
  expect(Object.keys(dash).sort()).toEqual([
    "amazonEndpoints",
    "buildLink",
    "cards",
    "cardsOf",
    "channels",
    "checkExitUri",
    "checkModelId",
    "checkVendorCode",
    "countries",
    "countryOfLocale",
    "deviceCards",
    "documentedCountries",
    "hostOf",
    "inspectLink",
    "isCountry",
    "pageOfCard",
    "pages",
    "readLink",
    "regionOfCountry",
    "regions",
    "sensors",
  ]);
});
