import { describe, expect, it } from "vitest";
import { readFile, readItems } from "@/tests/import-files";

const customers = "Kundennummer,Name,E-Mail,Land,otherIds.crm\n";
const devices = "Model,Serial,Customer ID,Purchase date,Transfer\n";

describe("reasons", () => {
  it.each([
    [customers, "1,M\ufffdller,,,", { code: "text-broken", field: "name", value: "M\ufffdller" }],
    [customers, "1,,,Narnia,", { code: "country-unknown", field: "country", value: "Narnia" }],
    [customers, "1.2E+12,,,,", { code: "number-spoiled", field: "externalId", value: "1.2E+12" }],
    [customers, "1,,,,7E+11", { code: "number-spoiled", field: "otherIds.crm", value: "7E+11" }],
    [devices, "M,S,1,someday,", { code: "date-malformed", field: "registeredAt", value: "someday" }],
    [devices, "M,S,1,,perhaps", { code: "flag-malformed", field: "transfer", value: "perhaps" }],
    [
      devices,
      "M,S,1,01/02/2026,",
      {
        code: "date-ambiguous",
        field: "registeredAt",
        value: "01/02/2026",
        dmy: "2026-02-01",
        mdy: "2026-01-02",
      },
    ],
  ])("say what stops %j%j", async (header, row, reason) => {
    const { rows } = await readFile(header + row);
    expect(rows).toMatchObject([{ reasons: [reason] }]);
  });

  it("keep what could be read, so that it is known whose row it is", async () => {
    const { rows } = await readFile(`${customers}1,Emily,,Narnia,\n1,Emily\n`);
    expect(rows.map(({ item }) => item)).toMatchObject([
      { type: "customer", externalId: "1", name: "Emily", country: null },
      { type: "customer" },
    ]);
    const unit = (await readFile(`${devices}M,S,1,someday,\n`)).rows.map(({ item }) => item);
    expect(unit).toEqual([{ type: "device", modelId: "M", serial: "S", owner: "1" }]);
  });

  it("name everything in a line at once", async () => {
    const { rows } = await readFile(`${customers},Emily,nobody,Narnia,\n`);
    const reasons = rows[0]?.reasons ?? [];
    expect(reasons).toHaveLength(3);
    expect(reasons).toContainEqual({ code: "country-unknown", field: "country", value: "Narnia" });
    expect(reasons).toContainEqual({ code: "missing", field: "externalId" });
    expect(reasons).toContainEqual({ code: "email-malformed", field: "email", value: "nobody" });
  });

  it("show the beginning of a long value, and no half characters", async () => {
    const { rows } = await readFile(`${customers}1,,,${"😀".repeat(50)},\n`);
    const [reason] = rows[0]?.reasons ?? [];
    const value = reason && "value" in reason ? reason.value : "";
    expect(value.length).toBeLessThanOrEqual(60);
    expect(value).toMatch(/^(😀)+…$/u);
  });
});

it("tells repairs with what stood there", async () => {
  const { rows } = await readFile(`${customers}'007,Emily,mailto:e@example.com,Deutschland,="K-1"\n`);
  expect(rows).toMatchObject([
    {
      item: {
        type: "customer",
        externalId: "007",
        name: "Emily",
        email: "e@example.com",
        country: "DE",
        otherIds: [{ source: "crm", externalId: "K-1" }],
      },
      repairs: [
        { code: "apostrophe", field: "externalId", value: "'007", to: "007" },
        { code: "email", field: "email", value: "mailto:e@example.com", to: "e@example.com" },
        { code: "country", field: "country", value: "Deutschland", to: "DE" },
        { code: "formula", field: "otherIds.crm", value: '="K-1"', to: "K-1" },
      ],
    },
  ]);
});

it("removes white space at the ends silently", async () => {
  const { rows } = await readFile(`${customers} 1 ,\u00a0Emily\u3000,,DE,\n`);
  expect(rows).toMatchObject([{ item: { externalId: "1", name: "Emily", country: "DE" }, repairs: [] }]);
});

it("reads devices", async () =>
  expect(await readItems(`${devices}ACME-1,SN-1,10042,31/01/2026,yes\n`, { dates: "mdy" })).toEqual([
    {
      type: "device",
      modelId: "ACME-1",
      serial: "SN-1",
      owner: "10042",
      registeredAt: "2026-01-31T00:00:00Z",
      transfer: true,
    },
  ]));
