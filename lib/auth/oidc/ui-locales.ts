/** Lists a language for `ui_locales`, its variant first: `pt-BR pt` (OpenID Connect Core 1.0, 3.1.2.1). */
export const listLocales = (language: string): string =>
  [...new Set([language, language.replace(/-.*/, "")])].join(" ");
