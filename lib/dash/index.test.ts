import { expect, it } from "vitest";
import * as dash from "./index.ts";

it("exports the contract, and nothing by accident", () => {
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
