import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { customers, externalIds, identities, pool, tombstones } from "@/lib/db";
import { readId, scopeFor } from "@/lib/scope";
import { system } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { deleteCustomer } from "./delete-customer";
import { signInByEmail } from "./sign-in-by-email";
import { signInCustomer } from "./sign-in-customer";
import { findLeft } from "./tombstones";
import type { Claims } from "./types";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.db.delete(customers);
  await portal.db.delete(tombstones);
});

const email = "Emily@example.com";
const nobody = { externalId: null, name: null, email: null, country: null, language: null };
const claims = (more: Partial<Claims>): Claims => ({
  issuer: "https://i.example",
  subject: "x",
  ...nobody,
  ...more,
});
const open = { selfSignUp: true, matchEmail: false, numbers: "main" as const };

type Known = { externalId: string; identityNumbers?: string[]; email?: string };
const hasLeft = async ({ externalId, identityNumbers = [], email = undefined }: Known) =>
  (await findLeft([{ externalId, identityNumbers, email: email ?? null }], pool())).has(externalId);
const know = (externalId: string) => ({ externalId });

/** Adds a customer with every kind of id, who then deletes their account. */
async function leave(by: "customer" | "partner" = "customer") {
  const { id } = await portal.addCustomer({ externalId: "10042", email });
  await portal.db.insert(externalIds).values([
    { source: "crm", externalId: "K-7", customerId: id },
    { source: "identity", externalId: "idp-7", customerId: id },
  ]);
  await portal.db.insert(identities).values({ issuer: "https://i.example", subject: "s-1", customerId: id });
  const scope = scopeFor(system, readId(id) ?? "");
  if (scope) await deleteCustomer(scope, by);
}

it("is left by a customer's own deletion only, and names nobody", async () => {
  await leave("partner");
  expect(await portal.db.$count(tombstones)).toBe(0);
  await leave();
  expect(await hasLeft(know("10042"))).toBe(true);
  expect(await hasLeft(know("10043"))).toBe(false);
  const { rows } = await portal.owner.query("select t::text as row from tombstones t");
  expect(rows).toHaveLength(4);
  // As a word: five digits also stand within one of some thousand hashes.
  expect(JSON.stringify(rows)).not.toMatch(/\b10042\b|K-7|idp-7|s-1|emily/i);
});

it.each<[what: string, signIn: () => Promise<unknown>]>([
  ["the number", () => signInCustomer(claims({ externalId: "10042" }), open)],
  ["the identity provider's number", () => signInCustomer(claims({ externalId: "idp-7" }), open)],
  ["the identity", () => signInCustomer(claims({ subject: "s-1" }), open)],
  ["a verified address", () => signInCustomer(claims({ email: email.toUpperCase() }), open)],
  ["a code", () => signInByEmail(email.toLowerCase(), "en", { selfSignUp: true })],
])("is lifted, with all others of the person, by a sign-in with %s", async (_, signIn) => {
  await leave();
  await signIn();
  expect(await portal.db.$count(tombstones)).toBe(0);
});

it.each<[what: string, signIn: () => Promise<unknown>]>([
  ["another subject", () => signInCustomer(claims({ subject: "s-2" }), open)],
  [
    "the subject of another issuer",
    () => signInCustomer(claims({ issuer: "https://j.example", subject: "s-1" }), open),
  ],
  ["a number of another source", () => signInCustomer(claims({ externalId: "K-7" }), open)],
  ["another address", () => signInByEmail("other@example.com", "en", { selfSignUp: true })],
])("stays after a sign-in with %s", async (_, signIn) => {
  await leave();
  await signIn();
  expect(await hasLeft(know("10042"))).toBe(true);
});
