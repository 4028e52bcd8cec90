import { z } from "zod";
import { isCountry } from "@/lib/dash";

const capitals = /^[A-Z]{2}$/;

/** A country from a machine or a file. */
export const CountryCode = z
  .string()
  .regex(capitals, "must be an ISO 3166-1 code of two capitals, such as DE")
  .refine(
    (code) => !capitals.test(code) || isCountry(code),
    "must be a country of ISO 3166-1, such as DE (the United Kingdom is GB)",
  )
  .meta({ description: "ISO 3166-1 alpha-2.", example: "DE" });

/** A language from a machine or a file: the subset of BCP 47 that texts and profiles need. */
export const LanguageTag = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/,
    "must be a language tag, such as de, en-GB or pt-BR",
  )
  .meta({ description: "BCP 47.", example: "de" });
