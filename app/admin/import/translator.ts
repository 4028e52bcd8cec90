import type { Translator } from "@/lib/i18n/translator";

type Values = Record<string, string | number>;

/** Looks up an import's words by keys that are made of codes. */
export const createImportTranslator =
  (t: Translator) =>
  (key: string, values?: Values): string =>
    (t as (key: string, values?: Values) => string)(`imports.${key}`, values);
