import { afterAll, beforeAll, expect, it } from "vitest";
import { externalIds, identities, pool, staff } from "@/lib/db";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { matchSignIns } from "./match-sign-ins";
import type { MatchOutcome } from "./types";

let portal: TestStage;
const scope = partnerScope(system, "customers:read") as PartnerScope<"customers:read">;
beforeAll(async () => {
  portal = await createTestStage();
  await portal.addCustomer({ externalId: "1", email: "Emily@example.com" });
  const { id } = await portal.addCustomer({ externalId: "2", email: "taken@example.com" });
  await portal.db.insert(identities).values({ issuer: "https://i", subject: "s", customerId: id });
  await portal.db.insert(externalIds).values({ source: "identity", externalId: "idp-2", customerId: id });
  await portal.addCustomer({ externalId: "3", email: "twice@example.com" });
  await portal.addCustomer({ externalId: "4", email: "TWICE@example.com" });
  await portal.db.insert(staff).values({ role: "support", email: "sam@example.com" });
});
afterAll(() => portal.stop());

const people = [
  { externalId: "1", email: null },
  { externalId: "idp-2", email: null },
  { externalId: "x", email: "emily@EXAMPLE.com" },
  { externalId: null, email: "taken@example.com" },
  { externalId: null, email: "twice@example.com" },
  { externalId: null, email: "sam@example.com" },
  { externalId: "x", email: "nobody@example.com" },
];
const rest: MatchOutcome[] = ["shared", "staff", "unknown"];

it.each<[what: string, settings: Parameters<typeof matchSignIns>[2], expected: MatchOutcome[]]>([
  [
    "by number",
    { provider: "main", matchEmail: false, byCode: false },
    ["number", "number", "off", "off", ...rest],
  ],
  [
    "by the provider's own numbers alone",
    { provider: "identity", matchEmail: true, byCode: false },
    ["unknown", "number", "address", "taken", ...rest],
  ],
  [
    "by address or code",
    { provider: "main", matchEmail: true, byCode: true },
    ["number", "number", "address", "code", ...rest],
  ],
  [
    "by code alone",
    { provider: null, matchEmail: false, byCode: true },
    ["unknown", "unknown", "code", "code", ...rest],
  ],
])("finds who signs in %s", async (_, settings, expected) => {
  expect(await matchSignIns(scope, people, settings, pool())).toEqual(expected);
});
