import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, staff } from "@/lib/db";
import { refuse, succeed } from "@/lib/result";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findByEmail } from "./find-by-email";
import { signInByEmail } from "./sign-in-by-email";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(customers);
  await portal.db.delete(staff);
});

const email = "Hana@example.com";
const open = { selfSignUp: true };
const closed = { selfSignUp: false };
const readLanguage = async (id: string) =>
  (await portal.db.select().from(customers).where(eq(customers.id, id)))[0]?.language;

it.each([open, closed])(
  "signs in the only customer with that address, ignoring case: %j",
  async (settings) => {
    const { id } = await portal.addCustomer({ email });
    await portal.addCustomer({ email: "another@example.com" });
    expect(await findByEmail("HANA@EXAMPLE.COM")).toEqual({
      isStaff: false,
      customers: [{ id, language: null }],
    });
    expect(await signInByEmail("hana@example.com", "ja", settings)).toEqual(succeed(id));
    expect(await portal.db.$count(customers)).toBe(2);
  },
);

it("sets the language if the profile has none, and keeps one that it has", async () => {
  const known = await portal.addCustomer({ email: "a@example.com", language: "fr" });
  const unknown = await portal.addCustomer({ email: "b@example.com" });
  await signInByEmail("a@example.com", "ja", closed);
  await signInByEmail("b@example.com", "ja", closed);
  expect([await readLanguage(known.id), await readLanguage(unknown.id)]).toEqual(["fr", "ja"]);
});

it.each([open, closed])("refuses an address that two customers share: %j", async (settings) => {
  await portal.addCustomer({ email });
  await portal.addCustomer({ email: email.toLowerCase() });
  expect((await findByEmail(email)).customers).toHaveLength(2);
  expect(await signInByEmail(email, "ja", settings)).toEqual(refuse("customer-unknown"));
  expect(await portal.db.$count(customers)).toBe(2);
});

it("creates a customer only if self sign-up is on", async () => {
  expect(await signInByEmail(email, "ja", closed)).toEqual(refuse("customer-unknown"));
  expect(await portal.db.$count(customers)).toBe(0);
  const signedIn = await signInByEmail(email, "ja", open);
  expect(await portal.db.select().from(customers)).toMatchObject([
    { id: signedIn.ok && signedIn.value, email, language: "ja", country: null },
  ]);
});

it("creates one customer from twenty concurrent first sign-ins", async () => {
  const signedIn = await portal.atOnce("customers", 20, () => signInByEmail(email, "ja", open));
  expect(new Set(signedIn.map((each) => each.ok && each.value)).size).toBe(1);
  expect(await portal.db.$count(customers)).toBe(1);
});

it.each([open, closed])("never signs in with an address of staff: %j", async (settings) => {
  await portal.db.insert(staff).values({ role: "support", email: "sam@example.com" });
  await portal.addCustomer({ email: "Sam@example.com" });
  expect(await findByEmail("sam@example.com")).toEqual({ isStaff: true, customers: [] });
  expect(await signInByEmail("sam@example.com", "ja", settings)).toEqual(refuse("customer-unknown"));
});
