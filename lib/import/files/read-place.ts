import { findCountry, findLanguage } from "@/lib/names";
import { type CellReading, remember } from "./reading";

/** Reads a country: its code, its code of three letters, or its name in one of the portal's languages. */
export const readCountry = remember((text): CellReading => {
  const value = findCountry(text);
  if (!value) return { reason: { code: "country-unknown" } };
  return value === text ? { value } : { value, repair: "country" };
});

/** Reads a language: a tag in any case, a locale such as `en_US.UTF-8`, or a name in one of the portal's languages. */
export const readLanguage = remember((text): CellReading => {
  const value = findLanguage(text);
  if (!value) return { reason: { code: "language-unknown" } };
  return value === text ? { value } : { value, repair: "language" };
});
