import { expect, it } from "vitest";
import { addReport, createFindings } from "./findings";

it("counts repairs of one kind together, but tells each country", () => {
  const findings = createFindings();
  const repairs = [
    ...["'1", "'2", "'3"].map((value) => ({
      code: "apostrophe" as const,
      field: "externalId",
      value,
      to: value.slice(1),
    })),
    ...["UK", "UK", "Deutschland"].map((value) => ({
      ...{ code: "country" as const, field: "country", value },
      to: value === "UK" ? "GB" : "DE",
    })),
  ];
  addReport(findings, { line: 1, outcomes: [], rejected: [], repairs });
  expect(findings.repairs).toEqual([
    { code: "apostrophe", field: "externalId", value: "'1", to: "1", count: 3 },
    { code: "country", field: "country", value: "UK", to: "GB", count: 2 },
    { code: "country", field: "country", value: "Deutschland", to: "DE", count: 1 },
  ]);
});
