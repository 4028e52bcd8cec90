import { expect, it } from "vitest";
import { countries } from "@/lib/dash";
import { formatCountry, sortCountries } from "./countries";

it.each([
  ["DE", "en", "Germany"],
  ["DE", "ja", "ドイツ"],
  ["US", "de", "Vereinigte Staaten"],
  ["QX", "en", "QX"],
])("%s in %s is %s", (code, language, name) => expect(formatCountry(code, language)).toBe(name));

it("orders by the language's alphabet, not by code point", () => {
  const names = sortCountries(["US", "AX", "AE", "EG"], "en").map(({ name }) => name);
  expect(names).toEqual(["Åland Islands", "Egypt", "United Arab Emirates", "United States"]);
});

it("has a name for every country that a customer can choose", () => {
  const codes = Object.keys(countries);
  const named = sortCountries(codes, "en");
  expect(named.map(({ code }) => code).sort()).toEqual([...codes].sort());
  expect(named.filter(({ code, name }) => code === name)).toEqual([]);
});
