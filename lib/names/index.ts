export { CountryCode, LanguageTag } from "./codes";
export { createLine, createLineOrNothing, writeCharacter } from "./line";
export { Name, nameCodes, Reason, reasonCodes } from "./schemas";
