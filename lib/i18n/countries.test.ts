import { expect, it, vi } from "vitest";
import { countries } from "@/lib/dash";
import { formatCountry, listCountries, sortCountries } from "./countries";
import { languages } from "./languages";

it.each([
  ["DE", "en-US", "Germany"],
  ["DE", "ja", "ドイツ"],
  ["US", "de", "Vereinigte Staaten"],
  ["QX", "en-US", "QX"],
] as const)("%s in %s is %s", (code, language, name) => expect(formatCountry(code, language)).toBe(name));

it("orders by the language's alphabet, not by code point", () => {
  const names = sortCountries(["US", "AX", "AE", "EG"], "en-US").map(({ name }) => name);
  expect(names).toEqual(["Åland Islands", "Egypt", "United Arab Emirates", "United States"]);
});

it("has a name for every country that a customer can choose", () => {
  const codes = Object.keys(countries);
  const named = listCountries("en-US");
  expect(named.map(({ code }) => code).sort()).toEqual([...codes].sort());
  expect(named.filter(({ code, name }) => code === name)).toEqual([]);
});

it.each(languages)("names and sorts all countries in %s once", (language) => {
  const list = listCountries(language);
  const made = [vi.spyOn(Intl, "DisplayNames"), vi.spyOn(Intl, "Collator")];
  expect(listCountries(language)).toBe(list);
  expect(formatCountry("DE", language)).toBe(list.find(({ code }) => code === "DE")?.name);
  expect(sortCountries(["US", "DE"], language)).toHaveLength(2);
  for (const spy of made) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});
