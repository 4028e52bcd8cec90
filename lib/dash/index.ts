export { buildLink } from "./build-link.ts";
export { cardsOf } from "./cards.ts";
export { countries, documentedCountries, isCountry, regionOfCountry } from "./countries.ts";
export { amazonEndpoints, hostOf } from "./endpoints.ts";
export { checkExitUri } from "./exit-uri.ts";
export { checkModelId, checkVendorCode } from "./identifiers.ts";
export { countryOfLocale } from "./locale.ts";
export { cards, channels, deviceCards, type PageRule, pageOfCard, pages, regions, sensors } from "./pages.ts";
export { inspectLink, type ReadOptions, readLink } from "./read-link.ts";
export type { Problem, ProblemCode, Result } from "./result.ts";
export type {
  Card,
  Channel,
  DashLink,
  DashSettings,
  DeviceCard,
  Endpoints,
  ExitUri,
  LinkRequest,
  ModelId,
  PageType,
  Parameter,
  PathStyle,
  Region,
  Sensor,
  SupplyPage,
  VendorCode,
} from "./types.ts";
