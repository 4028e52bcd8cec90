import fc from "fast-check";
import { expect, it } from "vitest";
import { readClaims, readProviderSession } from "./read-claims";

const names = { externalId: "customer_number", roles: "https://example.com/roles", country: "nation" };
const who = { iss: "https://login.example.com", sub: "a-1" };
const read = (claims: Record<string, unknown>) => readClaims({ ...who, ...claims }, names);

it("requires only issuer and subject", () => {
  expect(read({})).toEqual({
    issuer: who.iss,
    subject: "a-1",
    externalId: null,
    name: null,
    email: null,
    country: null,
    language: null,
    roles: [],
  });
});

it.each([
  [{ name: "  Emily\u0000 Car\u0007ter\n" }, { name: "Emily Carter" }],
  [{ name: "\u0000\u001f " }, { name: null }],
  [{ name: "x".repeat(300) }, { name: "x".repeat(200) }],
  [{ name: ["Emily"] }, { name: null }],
  [{ customer_number: "C-1\u0000" }, { externalId: null }],
  [{ customer_number: " C-1" }, { externalId: " C-1" }],
  [{ customer_number: "x".repeat(256) }, { externalId: null }],
  [{ customer_number: 10042 }, { externalId: "10042" }],
  [{ customer_number: { $ne: null } }, { externalId: null }],
  [{ email: "e@example.com", email_verified: true }, { email: "e@example.com" }],
  [{ email: "e@example.com", email_verified: false }, { email: null }],
  [{ email: "e@example.com", email_verified: "true" }, { email: null }],
  [{ email: "e@example.com" }, { email: null }],
  [{ email: "no address", email_verified: true }, { email: null }],
  [{ nation: "de" }, { country: "DE" }],
  [{ nation: "XX" }, { country: null }],
  [{ nation: "Germany" }, { country: null }],
  [{ nation: "__proto__" }, { country: null }],
  [{ country: "DE" }, { country: null }],
  [{ locale: "pt_br" }, { language: "pt-BR" }],
  [{ locale: "not a language" }, { language: null }],
  [{ locale: 5 }, { language: null }],
  [{ "https://example.com/roles": ["support", "admin"] }, { roles: ["support", "admin"] }],
  [{ "https://example.com/roles": "support, admin" }, { roles: ["support", "admin"] }],
  [{ "https://example.com/roles": { admin: true } }, { roles: [] }],
  [{ "https://example.com/roles": [7, "support", null] }, { roles: ["support"] }],
  [{ roles: ["admin"] }, { roles: [] }],
])("reads %j as %j", (given, expected) => expect(read(given)).toMatchObject(expected));

it.each([
  ["realm_access.roles", { realm_access: { roles: ["support"] } }, ["support"]],
  ["realm_access.roles", { realm_access: { roles: "support admin" } }, ["support", "admin"]],
  // A claim with the exact name takes precedence over a dotted path.
  ["realm_access.roles", { "realm_access.roles": [], realm_access: { roles: ["admin"] } }, []],
  ["resource_access.larder.roles", { resource_access: { larder: { roles: ["admin"] } } }, ["admin"]],
  ["realm_access.roles", { realm_access: null }, []],
  ["realm_access.roles", { realm_access: "roles" }, []],
  ["realm_access.roles", { realm_access: ["roles"] }, []],
  ["realm_access.roles", { roles: ["admin"] }, []],
  ["roles", { realm_access: { roles: ["admin"] } }, []],
  ["https://example.com/roles", { "https://example.com/roles": "admin" }, ["admin"]],
  ["constructor.name", {}, []],
  ["__proto__.roles", {}, []],
] as const)("reads roles at %s in %j: %j", (at, given, expected) => {
  expect(readClaims({ ...who, ...given }, { ...names, roles: at }).roles).toEqual(expected);
});

it.each([
  [{ sid: "08a5019c-17e1" }, "08a5019c-17e1"],
  [{}, null],
  [{ sid: "" }, null],
  [{ sid: 5 }, null],
  [{ sid: "a\u0000" }, null],
  [{ sid: "x".repeat(256) }, null],
])("reads the provider’s session in %j: %j", (given, expected) => {
  expect(readProviderSession({ ...who, ...given })).toBe(expected);
});

it.each([
  { sub: undefined },
  { sub: "" },
  { sub: 5 },
  { sub: "a\nb" },
  { sub: "ü" },
  { sub: "x".repeat(256) },
  { iss: undefined },
  { iss: "" },
  { iss: null },
])("refuses %j", (given) => expect(() => read(given)).toThrow(/./));

it("throws only for issuer and subject, and removes control characters", () => {
  const text = fc.string({ unit: "binary" });
  const value = fc.oneof(text, fc.anything(), fc.constantFrom("de-DE", "admin", "DE", true), fc.array(text));
  const keys = ["name", "email", "email_verified", "locale", ...Object.values(names)];
  const claims = fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
  fc.assert(
    fc.property(claims, (given) => {
      const { name, externalId, email, country, language } = read(given);
      const texts = [name, externalId, email, country, language].filter((part) => part !== null);
      expect(texts.filter((part) => part === "" || /\p{Cc}/u.test(part))).toEqual([]);
      if (given.email_verified !== true) expect(email).toBeNull();
    }),
    { numRuns: 1000 },
  );
});
