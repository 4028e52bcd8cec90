import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { customers, externalIds, identities, staff } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findByEmail } from "./find-by-email";
import { signInCustomer } from "./sign-in-customer";
import type { Claims } from "./types";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(identities);
  await portal.db.delete(customers);
});

const issuer = "https://login.example.com";
const nobody = { externalId: null, name: null, email: null, country: null, language: null };
const createClaims = (more: Partial<Claims> = {}): Claims => ({ issuer, subject: "a", ...nobody, ...more });
const open = { selfSignUp: true, matchEmail: false, numbers: "main" as const };
const closed = { selfSignUp: false, matchEmail: false, numbers: "main" as const };
const countRows = async () => [await portal.db.$count(customers), await portal.db.$count(identities)];
const readProfile = async (id: string) => {
  const [row] = await portal.db.select().from(customers).where(eq(customers.id, id));
  return row;
};

it("attaches the first sign-in to the customer with that number, and keeps that customer", async () => {
  const { id } = await portal.addCustomer({ externalId: "C-1" });
  await portal.addCustomer({ externalId: "C-2" });
  expect(await signInCustomer(createClaims({ externalId: "C-1" }), closed)).toEqual(succeed(id));
  // From now on the identity decides, not the claim.
  expect(await signInCustomer(createClaims({ externalId: "C-2" }), closed)).toEqual(succeed(id));
  expect(await countRows()).toEqual([2, 1]);
});

it("lets one customer have several identities", async () => {
  const { id } = await portal.addCustomer({ externalId: "C-1" });
  for (const subject of ["a", "b"]) {
    expect(await signInCustomer(createClaims({ subject, externalId: "C-1" }), closed)).toEqual(succeed(id));
  }
  expect(await countRows()).toEqual([1, 2]);
});

it("treats the same subject of two issuers as different people", async () => {
  const first = await signInCustomer(createClaims(), open);
  const second = await signInCustomer(createClaims({ issuer: "https://other.example" }), open);
  expect(second.ok && second.value).not.toBe(first.ok && first.value);
});

it("creates no customer if self sign-up is off", async () => {
  expect(await signInCustomer(createClaims({ externalId: "C-9" }), closed)).toEqual(
    refuse("customer-unknown"),
  );
  expect(await countRows()).toEqual([0, 0]);
});

it.each([open, closed])("never attaches by e-mail, with %j", async (settings) => {
  const { id } = await portal.addCustomer({ email: "e@example.com" });
  const other = await signInCustomer(createClaims({ email: "E@example.com" }), settings);
  expect(other).not.toEqual(succeed(id));
  // The address stays with the customer who has it.
  expect(await findByEmail("e@example.com")).toEqual({ isStaff: false, customers: [{ id, language: null }] });
  expect(await portal.db.$count(identities, eq(identities.customerId, id))).toBe(0);
});

it("never attaches a person without a number to a customer without one", async () => {
  const { id } = await portal.addCustomer();
  expect(await signInCustomer(createClaims(), open)).not.toEqual(succeed(id));
});

it("creates one customer and one identity from twenty concurrent first sign-ins", async () => {
  const signedIn = await portal.atOnce("identities", 20, () => signInCustomer(createClaims(), open));
  expect(new Set(signedIn.map((each) => each.ok && each.value)).size).toBe(1);
  expect(await countRows()).toEqual([1, 1]);
});

it("fills empty fields", async () => {
  const claims = { name: "E", email: "e@x.io", country: "DE", language: "de" };
  const { id } = await portal.addCustomer({ externalId: "C-1", country: null });
  await signInCustomer(createClaims({ externalId: "C-1", ...claims }), closed);
  expect(await readProfile(id)).toMatchObject(claims);
});

it.each([
  ["something else", { name: "New", email: "new@x.io", country: "US", language: "fr" }],
  ["nothing", {}],
])("keeps the customer's own choices when the provider sends %s", async (_, claims) => {
  const own = { name: "Emily", email: "e@x.io", country: "GB", language: "en" };
  const { id } = await portal.addCustomer({ externalId: "C-1", ...own });
  for (const _ of ["first", "again"]) {
    await signInCustomer(createClaims({ externalId: "C-1", ...claims }), closed);
    expect(await readProfile(id)).toMatchObject(own);
  }
});

it("creates a customer for a member of staff, who stays staff", async () => {
  const { id: staffId } = await portal.addStaff();
  await portal.db.insert(identities).values({ issuer, subject: "a", staffId });
  const signedIn = await signInCustomer(createClaims(), open);
  expect(await portal.db.select().from(identities)).toMatchObject([
    { staffId, customerId: signedIn.ok && signedIn.value },
  ]);
});

describe("an address that the issuer verified", () => {
  const matching = { selfSignUp: false, matchEmail: true, numbers: "main" as const };
  const email = "emily@example.com";
  const claims = createClaims({ email: email.toUpperCase() });

  it("attaches a first sign-in to the one customer who has it", async () => {
    const { id } = await portal.addCustomer({ email, externalId: "C-1" });
    expect(await signInCustomer(claims, closed)).toEqual(refuse("customer-unknown"));
    expect(await signInCustomer(claims, matching)).toEqual(succeed(id));
    expect(await signInCustomer(claims, closed)).toEqual(succeed(id));
    expect(await countRows()).toEqual([1, 1]);
  });

  it("does not if somebody has signed in as that customer before", async () => {
    const { id } = await portal.addCustomer({ email });
    await portal.db.insert(identities).values({ issuer, subject: "another", customerId: id });
    expect(await signInCustomer(claims, matching)).toEqual(refuse("customer-unknown"));
  });

  it("does not if two customers have it, or staff, or nobody", async () => {
    expect(await signInCustomer(claims, matching)).toEqual(refuse("customer-unknown"));
    await portal.addCustomer({ email });
    const second = await portal.addCustomer({ email });
    expect(await signInCustomer(claims, matching)).toEqual(refuse("customer-unknown"));
    await portal.db.delete(customers).where(eq(customers.id, second.id));
    await portal.db.insert(staff).values({ role: "support", email });
    expect(await signInCustomer(claims, matching)).toEqual(refuse("customer-unknown"));
    await portal.db.delete(staff);
    expect(await signInCustomer(claims, matching)).toMatchObject({ ok: true });
  });

  it("attaches one of many concurrent sign-ins of different people", async () => {
    const { id } = await portal.addCustomer({ email });
    const people = Array.from({ length: 5 }, (_, index) => createClaims({ email, subject: `s${index}` }));
    const answers = await Promise.all(people.map((person) => signInCustomer(person, matching)));
    expect(answers.filter(({ ok }) => ok)).toEqual([succeed(id)]);
  });
});

it("prefers the number that the partner gave for the identity provider", async () => {
  await portal.addCustomer({ externalId: "7" });
  const { id } = await portal.addCustomer({ externalId: "10042" });
  await portal.db.insert(externalIds).values([
    { source: "identity", externalId: "7", customerId: id },
    { source: "crm", externalId: "8", customerId: id },
  ]);
  expect(await signInCustomer(createClaims({ externalId: "7" }), closed)).toEqual(succeed(id));
  expect(await signInCustomer(createClaims({ subject: "b", externalId: "8" }), closed)).toEqual(
    refuse("customer-unknown"),
  );
});

it("notes what the provider filled in, and only that", async () => {
  const { id } = await portal.addCustomer({ externalId: "C-1", name: "Emily", country: "GB" });
  const claims = { externalId: "C-1", name: "E. C.", email: "e@example.com", country: "US", language: "fr" };
  await signInCustomer(createClaims(claims), closed);
  expect(await readProfile(id)).toMatchObject({
    name: "Emily",
    country: "GB",
    language: "fr",
    writtenBy: { email: "provider", language: "provider" },
  });
});
