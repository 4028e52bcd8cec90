export { buildLink } from "./build-link";
export { cardsOf } from "./cards";
export { countries, documentedCountries, isCountry, regionOfCountry } from "./countries";
export { amazonEndpoints, hostOf } from "./endpoints";
export { checkExitUri } from "./exit-uri";
export { checkModelId, checkVendorCode } from "./identifiers";
export { countryOfLocale } from "./locale";
export { cards, channels, deviceCards, type PageRule, pageOfCard, pages, regions, sensors } from "./pages";
export { readLink } from "./read-link";
export type { Problem, ProblemCode, Result } from "./result";
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
} from "./types";
