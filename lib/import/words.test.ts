import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { languages } from "@/lib/i18n/languages";
import english from "@/messages/en-US.json";
import { fields } from "./files/fields";
import { encodings, type FileFaultCode, fileFaultCodes, type Repair, repairCodes } from "./files/types";
import { type Reason, type ReasonCode, reasonCodes } from "./reasons";
import { type RunFault, runFaultCodes } from "./runs/types";

const { imports } = english;
const shown = { field: "Land", value: "x" };

/** One of each reason whose members differ from field and value. */
const reasons: Partial<Record<ReasonCode, Reason>> = {
  long: { code: "long", ...shown, max: 255 },
  "ids-many": { code: "ids-many", field: "Nummern", max: 20 },
  "date-ambiguous": { code: "date-ambiguous", ...shown, dmy: "2026-02-01", mdy: "2026-01-02" },
  "cell-count": { code: "cell-count", found: 1, wanted: 2 },
  missing: { code: "missing", field: "Land" },
  "text-expected": { code: "text-expected", field: "Land" },
  "list-expected": { code: "list-expected", field: "Land" },
  "ids-twice": { code: "ids-twice", field: "Land" },
  "line-long": { code: "line-long" },
  "json-broken": { code: "json-broken" },
  "json-no-object": { code: "json-no-object" },
};
const faults: Partial<Record<FileFaultCode | RunFault["code"], RunFault>> = {
  "sync-many": { code: "sync-many", devices: 6, of: 100 },
  "broken-off": { code: "broken-off", reference: "AAAA-BBBB-CCCC" },
  "encoding-broken": { code: "encoding-broken", line: 2, encoding: "utf-8" },
  "quote-open": { code: "quote-open", line: 2 },
  "line-long": { code: "line-long", line: 2 },
  "header-twice": { code: "header-twice", header: "a", field: "name" },
  "field-twice": { code: "field-twice", field: "name", headers: ["a", "b"] },
  "header-unknown": { code: "header-unknown", header: "a", headers: ["b"] },
  "field-unknown": { code: "field-unknown", header: "a", value: "b", fields: ["name"] },
  "columns-unknown": { code: "columns-unknown", headers: ["a"] },
  "columns-missing": { code: "columns-missing", fields: ["serial"], headers: ["a"] },
};
const repair: Repair = { code: "country", field: "country", value: "Deutschland", to: "DE" };

describe.each(languages)("%s", async (language) => {
  const { imports: texts } = (await import(`@/messages/${language}.json`)) as typeof english;
  const say = (text: string, values: object) =>
    new IntlMessageFormat(text, language).format(
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
    );

  it.each(reasonCodes)("says the reason %s with its members", (code) =>
    expect(say(texts.reasons[code], reasons[code] ?? { code, ...shown })).toMatch(/[.。]$/),
  );

  it.each([...fileFaultCodes, ...runFaultCodes])("says the fault %s with its members", (code) =>
    expect(say(texts.faults[code], faults[code] ?? { code })).not.toMatch(/[{}]/),
  );

  it.each(repairCodes)("says the repair %s", (code) =>
    expect(say(texts.repairs[code], repair)).toContain("Deutschland → DE"),
  );
});

it("has words for every code, field and encoding, and for nothing else", () => {
  const sort = (names: Iterable<string>) => [...names].sort();
  expect(sort(Object.keys(imports.reasons))).toEqual(sort(reasonCodes));
  expect(sort(Object.keys(imports.faults))).toEqual(sort([...fileFaultCodes, ...runFaultCodes]));
  expect(sort(Object.keys(imports.repairs))).toEqual(sort(repairCodes));
  expect(sort(Object.keys(imports.encodings))).toEqual(sort(encodings));
  const all = new Set([...fields.customer, ...fields.device, "otherIds", "otherId"]);
  expect(sort(Object.keys(imports.fields))).toEqual(sort(all));
});
