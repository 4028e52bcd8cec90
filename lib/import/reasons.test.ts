import { describe, expect, it } from "vitest";
import { ImportItem } from "./item";
import { cutValue, describeIssue, type Reason } from "./reasons";

const customer = { type: "customer", externalId: "1" };
const device = { type: "device", modelId: "ACME-1", serial: "S", owner: "1" };

const describeAll = (item: unknown): Reason[] =>
  (ImportItem.safeParse(item).error?.issues ?? []).flatMap((issue) => describeIssue(issue, item));

const long = "x".repeat(300);

describe("each reason", () => {
  it.each<[unknown, Reason]>([
    [
      { ...customer, externalId: undefined },
      { code: "missing", field: "externalId" },
    ],
    [
      { ...customer, externalId: "" },
      { code: "missing", field: "externalId" },
    ],
    [
      { ...device, owner: null },
      { code: "missing", field: "owner" },
    ],
    [
      { ...customer, externalId: long },
      { code: "long", field: "externalId", value: cutValue(long), max: 255 },
    ],
    [
      { ...device, name: long },
      { code: "long", field: "name", value: cutValue(long), max: 120 },
    ],
    [
      { ...customer, name: "a\u0000" },
      { code: "characters", field: "name", value: "a\u0000" },
    ],
    [
      { ...customer, name: " a" },
      { code: "spaces", field: "name", value: " a" },
    ],
    [
      { ...device, serial: ".." },
      { code: "dots", field: "serial", value: ".." },
    ],
    [
      { ...customer, externalId: 5 },
      { code: "text-expected", field: "externalId" },
    ],
    [
      { ...customer, email: "x" },
      { code: "email-malformed", field: "email", value: "x" },
    ],
    [
      { ...customer, email: `${"x".repeat(70)}@example.com` },
      { code: "email-malformed", field: "email", value: cutValue("x".repeat(70)) },
    ],
    [
      { ...customer, country: "UK" },
      { code: "country-unknown", field: "country", value: "UK" },
    ],
    [
      { ...customer, country: "de" },
      { code: "country-unknown", field: "country", value: "de" },
    ],
    [
      { ...customer, language: "german" },
      { code: "language-unknown", field: "language", value: "german" },
    ],
    [
      { ...device, modelId: "ACME PRINT/1?" },
      { code: "model-id-malformed", field: "modelId", value: "ACME PRINT/1?" },
    ],
    [
      { ...device, registeredAt: "yesterday" },
      { code: "date-malformed", field: "registeredAt", value: "yesterday" },
    ],
    [
      { ...device, registeredAt: "2999-01-01T00:00:00Z" },
      { code: "date-future", field: "registeredAt", value: "2999-01-01T00:00:00Z" },
    ],
    [
      { ...device, registeredAt: "1969-01-01T00:00:00Z" },
      { code: "date-early", field: "registeredAt", value: "1969-01-01T00:00:00Z" },
    ],
    [
      { ...device, transfer: "yes" },
      { code: "flag-malformed", field: "transfer", value: "yes" },
    ],
    [
      { ...customer, otherIds: "K-1" },
      { code: "list-expected", field: "otherIds" },
    ],
    [
      { ...customer, otherIds: ["K-1"] },
      { code: "list-expected", field: "otherIds" },
    ],
    [
      { ...customer, otherIds: [{ source: "CRM", externalId: "1" }] },
      { code: "source-malformed", field: "otherIds.CRM", value: "CRM" },
    ],
    [
      { ...customer, otherIds: [{ source: "crm", externalId: long }] },
      { code: "long", field: "otherIds.crm", value: cutValue(long), max: 255 },
    ],
    [
      { ...customer, otherIds: [1, 2].map(() => ({ source: "crm", externalId: "1" })) },
      { code: "ids-twice", field: "otherIds" },
    ],
    [
      {
        ...customer,
        otherIds: Array.from({ length: 21 }, (_, index) => ({ source: "crm", externalId: `${index}` })),
      },
      { code: "ids-many", field: "otherIds", max: 20 },
    ],
    [
      { ...customer, phone: "1" },
      { code: "field-unknown", value: "phone" },
    ],
    [{ type: "unit" }, { code: "type-unknown", value: "unit" }],
    [{}, { code: "type-unknown", value: "" }],
  ])("of %j", (item, reason) => expect(describeAll(item)).toContainEqual(reason));
});

it("describes each unknown field", () =>
  expect(describeAll({ ...device, a: 1, b: 2 })).toEqual([
    { code: "field-unknown", value: "a" },
    { code: "field-unknown", value: "b" },
  ]));

it("describes every fault of odd items without a reason that says nothing", () => {
  const odd = [null, 1, "", " ", "\u0000", [], {}, true, "x".repeat(2000), "..", Number.NaN];
  for (const base of [customer, device]) {
    for (const field of [
      "externalId",
      "name",
      "email",
      "country",
      "language",
      "otherIds",
      "modelId",
      "serial",
    ]) {
      for (const value of odd) {
        const item = { ...base, [field]: value };
        const fails = !ImportItem.safeParse(item).success;
        const reasons = describeAll(item);
        expect(reasons.length > 0, JSON.stringify(item)).toBe(fails);
        expect(reasons.filter(({ code }) => code === "malformed")).toEqual([]);
      }
    }
  }
});
