import { expect, it } from "vitest";
import { isAdmin, isCustomer, isStaff, ownScope, readId, scopeFor } from "./scope";
import { type Customer, type Staff, system, type Viewer } from "./viewer";

const id = "0b6a2c1e-1111-4222-8333-444455556666";
const other = "1b6a2c1e-1111-4222-8333-444455556666";
const customer: Customer = {
  ...{ kind: "customer", id, sessionId: other },
  ...{ name: null, country: null, language: null },
};
const staff: Staff = {
  ...{ kind: "staff", id: other, sessionId: other, role: "support" },
  ...{ name: null, language: null, network: null },
};
const client: Viewer = { kind: "client", id: other, scopes: [], network: null };

it("gives customers their own scope, and other viewers none", () => {
  expect(ownScope(customer)).toEqual({ customerId: id });
  for (const viewer of [staff, client, system] as Viewer[]) expect(ownScope(viewer)).toBeNull();
});

it("gives staff, clients and the system a customer's scope, and customers nobody's", () => {
  for (const viewer of [staff, client, system]) expect(scopeFor(viewer, id)).toEqual({ customerId: id });
  expect(scopeFor(customer, other)).toBeNull();
  expect(scopeFor(customer, id)).toBeNull();
});

it.each(["", "1", `${id} `, `${id}0`, id.slice(1), "' or true --", "\0", "x".repeat(10_000)])(
  "rejects %j as an id",
  (text) => {
    expect(readId(text)).toBeNull();
    expect(scopeFor(staff, text)).toBeNull();
  },
);

it("lower-cases an id, since some code compares it as text", () => expect(readId(id.toUpperCase())).toBe(id));

it("distinguishes the kinds of viewer", () => {
  expect([customer, staff, client, system, null].map(isCustomer)).toEqual([true, false, false, false, false]);
  expect([customer, staff, client, system, null].map(isStaff)).toEqual([false, true, false, false, false]);
  expect([staff, { ...staff, role: "admin" as const }].map(isAdmin)).toEqual([false, true]);
});
