// Tests what the audit says about imports, which name hundreds of customers at once, and about searches.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import type { AuditRow } from "@/lib/audit/types";
import { setSettings } from "@/tests/stage";
import { AuditTable } from "./audit-table";

vi.mock("@/lib/i18n/intl", () => import("@/tests/english"));
setSettings({});

const written: AuditRow = {
  id: "1",
  at: new Date("2026-10-02T03:04:05.678Z"),
  event: "import.written",
  actor: { kind: "system", id: null, name: null, role: null },
  customers: [],
  customerCount: 0,
  details: {},
  subjectName: null,
  reason: null,
  network: null,
};

/** Renders one event. @returns the page's text, without tags */
function read(event: Partial<AuditRow>): string {
  const page = renderToStaticMarkup(createElement(AuditTable, { events: [{ ...written, ...event }] }));
  return page.replace(/<[^>]*>/g, " ").replace(/ +/g, " ");
}

const importId = "3f2a1b4c-0000-4000-8000-000000000000";

it.each([
  [{ customers: 3, devices: 5, removed: 1, importId }, "3 customers, 5 devices, 1 removed · Import 3f2a1b4c"],
  [{ customers: 1, devices: 0, removed: 0 }, "Imported customers and devices 1 customer "],
  [{ customers: 0, devices: 0, removed: 2 }, "Imported customers and devices 2 removed "],
])("says how much an import wrote: %j", (details, words) => {
  const text = read({ details });
  expect(text).toContain(words);
  // The words of a purge.
  expect(text).not.toMatch(/\d events?/);
});

it("still says how many events a purge removed", () =>
  expect(read({ event: "audit.purged", details: { removed: 3 } })).toContain("3 events"));

it("names the import that was viewed", () =>
  expect(read({ event: "import.viewed", details: { importId } })).toContain("Import 3f2a1b4c"));

it.each<[Partial<AuditRow>, string]>([
  [{ event: "customers.searched" }, "Searched for customers No one found"],
  [{ event: "customers.searched", customerCount: 2 }, "2 customers shown"],
  [
    { event: "customers.searched", details: { people: 2 } },
    "Searched for customers 2 people from a file looked up",
  ],
  [
    { event: "audit.viewed", details: { filter: { customer: "unknown" } } },
    "Viewed the audit Customer not found",
  ],
])("says whom somebody looked for: %j", (event, words) => expect(read(event)).toContain(words));

const customers = Array.from({ length: 50 }, (_, place) => ({
  ...{ id: crypto.randomUUID(), name: `Someone ${place}`, externalId: null, isGone: false },
}));

it.each([
  [50, null],
  [51, "and 1 more"],
  [500, "and 450 more"],
])("lists 50 of %i customers", (customerCount, more) => {
  const text = read({ customers, customerCount });
  expect(text).toContain(`${customerCount} customers`);
  expect(text.match(/Someone \d+/g)).toHaveLength(50);
  expect(text.match(/and \d+ more/)?.[0] ?? null).toBe(more);
});
