import { afterAll, beforeAll, expect, it } from "vitest";
import { customers, externalIds, identities } from "@/lib/db";
import { createTestStage, type TestStage } from "@/tests/stage";
import { checkRows } from "./check-rows";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
  const [, , byClaim, byIdentity] = await portal.db
    .insert(customers)
    .values([
      { name: "With a number", externalId: "1" },
      { name: "With an address", email: "a@example.com" },
      { name: "With a number of the provider's" },
      { name: "Known at the provider" },
      { name: "With nothing" },
    ])
    .returning({ id: customers.id });
  if (!byClaim || !byIdentity) throw new Error("no rows");
  await portal.db.insert(externalIds).values({ source: "identity", externalId: "p", customerId: byClaim.id });
  await portal.db
    .insert(identities)
    .values({ issuer: "https://login.example.com", subject: "s", customerId: byIdentity.id });
});
afterAll(() => portal.stop());

it.each([
  ["at a provider", { signsInAtProvider: true, signsInByEmail: false }, 2],
  ["at a provider or by e-mail", { signsInAtProvider: true, signsInByEmail: true }, 1],
  ["by e-mail only", { signsInAtProvider: false, signsInByEmail: true }, 4],
])("counts the customers who can never sign in %s", async (_, settings, count) => {
  const findings = await checkRows({ countryRegions: {}, ...settings }, portal.db);
  const found = findings.find(({ text }) => text.startsWith("Customers who can never sign in"));
  expect(found).toMatchObject({ state: "warning", text: expect.stringContaining(`: ${count}, such as`) });
});
