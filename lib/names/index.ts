export { CountryCode, LanguageTag } from "./codes";
export { alpha3 } from "./country-codes";
export { findCountry } from "./find-country";
export { findLanguage } from "./find-language";
export { fold } from "./fold";
export { joinName } from "./join-name";
export { createLine, createLineOrNothing, writeCharacter } from "./line";
export { nameLanguages } from "./name-languages";
export { Name, nameCodes, Reason, reasonCodes } from "./schemas";
