import { IntlMessageFormat } from "intl-messageformat";
import type { useFormatter, useTranslations } from "next-intl";
import { _createCache, _createIntlFormatters, createFormatter, createTranslator } from "next-intl";
import { formats } from "./formats";
import type { Language } from "./languages";
import { loadMessages } from "./messages";

/** What a language's texts, dates and lists are written with. */
export type Words = {
  language: Language;
  /** Returns the texts of a namespace, or all of them. */
  translate: typeof useTranslations;
  format: ReturnType<typeof useFormatter>;
};

const known = new Map<Language, Promise<Words>>();

/** Makes a language's translators and formatters, once per process: they compile texts and keep Intl's objects. */
export function loadWords(language: Language): Promise<Words> {
  const words = known.get(language) ?? makeWords(language);
  known.set(language, words);
  return words;
}

async function makeWords(language: Language): Promise<Words> {
  const settings = {
    locale: language,
    messages: await loadMessages(language),
    formats,
    timeZone: "UTC",
    _formatters: { ..._createIntlFormatters(_createCache()), getMessageFormat: rememberCompiled() },
  };
  // Namespaces are literals in our code, so this stays small.
  const translators = new Map<string | undefined, unknown>();
  const translate = (namespace?: string) => {
    const translator =
      translators.get(namespace) ??
      rememberPlain(createTranslator({ ...settings, namespace } as never) as unknown as Translate);
    translators.set(namespace, translator);
    return translator;
  };
  return { language, translate: translate as Words["translate"], format: createFormatter(settings) };
}

/**
 * Remembers compiled texts by the text alone: within a language all else is the same. next-intl writes all of it as
 * JSON at each use, which costs more than to fill in the values.
 */
function rememberCompiled() {
  const compiled = new Map<unknown, IntlMessageFormat>();
  return (...compile: ConstructorParameters<typeof IntlMessageFormat>): IntlMessageFormat => {
    const [text] = compile;
    const known = compiled.get(text) ?? new IntlMessageFormat(...compile);
    compiled.set(text, known);
    return known;
  };
}

type Translate = ((key: string, ...more: unknown[]) => string) & { has(key: string): boolean };

/** Remembers texts without values, as many as there are keys. */
function rememberPlain(translator: Translate): Translate {
  const texts = new Map<string, string>();
  const translate = (key: string, ...more: unknown[]) => {
    if (more.length > 0) return translator(key, ...more);
    const known = texts.get(key);
    if (known !== undefined) return known;
    const text = translator(key);
    if (translator.has(key)) texts.set(key, text);
    return text;
  };
  return Object.assign(translate, translator);
}
