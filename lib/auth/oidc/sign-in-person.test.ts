import { afterAll, beforeAll, expect, it } from "vitest";
import { refuse, succeed } from "@/lib/result";
import { createTestStage, type TestStage } from "@/tests/stage";
import { findViewer, startSession } from "../sessions/sessions";
import { readClaims } from "./read-claims";
import { signInPerson as signIn } from "./sign-in-person";

const agent = { device: null, browser: null };
let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const signInPerson = (given: Record<string, unknown>) => {
  const settings = { externalId: "number", roles: "groups", country: "country", trustEmail: false };
  return signIn(readClaims(given, { ...settings, roleMap: new Map([["helpdesk", "support"]]) }), null);
};
/** Signs in a person who is accepted. */
async function signInStaff(given: Record<string, unknown>) {
  const signedIn = await signInPerson(given);
  if (!signedIn.ok) throw new Error(signedIn.problems[0].code);
  return signedIn.value;
}

const createClaims = (sub: string, more: object = {}) => ({ iss: "https://login.example.com", sub, ...more });
const expiresAt = new Date(Date.now() + 3600_000);

it("finds a customer by the configured claim only", async () => {
  const customer = await portal.addCustomer({ externalId: "C-1" });
  expect(await signInPerson(createClaims("one", { number: "C-1" }))).toEqual(
    succeed({ customerId: customer.id }),
  );
  expect(await signInPerson(createClaims("C-1"))).toEqual(refuse("customer-unknown"));
  expect(await signInPerson(createClaims("stranger"))).toEqual(refuse("customer-unknown"));
});

it.each([
  [["support"], "support"],
  ["admin", "admin"],
  [["support", "admin"], "admin"],
  ["Helpdesk", "support"],
] as const)("maps the groups %j to the role %s", async (groups, role) => {
  const person = await signInStaff(createClaims(`staff ${role} ${groups.length}`, { groups }));
  const { rows } = await portal.owner.query("select role from staff where id = $1", [person.staffId]);
  expect(rows).toEqual([{ role }]);
});

it("ends the staff sessions of a person whose role was revoked", async () => {
  const customer = await portal.addCustomer({ externalId: "C-2" });
  const staffPerson = await signInStaff(createClaims("both", { number: "C-2", groups: "support" }));
  const other = await portal.signIn(await portal.addStaff());
  const details = { idToken: null, oldToken: null, expiresAt, agent };
  const token = await startSession(staffPerson, details);

  expect(await signInPerson(createClaims("both", { number: "C-2", groups: [] }))).toEqual(
    succeed({ customerId: customer.id }),
  );
  expect(await findViewer(token)).toBeNull();
  expect(await findViewer(other)).not.toBeNull();
});
