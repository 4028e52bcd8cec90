/** A language's name in that language, as it stands in a list: "Deutsch", "Français", "English (US)". */
export function languageName(tag: string): string {
  const names = new Intl.DisplayNames(tag, { type: "language", languageDisplay: "standard", style: "short" });
  const name = names.of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
