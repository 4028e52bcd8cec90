import fc from "fast-check";
import { expect, it } from "vitest";
import { type ClaimSettings, readAuthTime, readClaims, readProviderSession } from "./read-claims";

const names = { externalId: "customer_number", roles: "https://example.com/roles", country: "nation" };
const settings: ClaimSettings = { ...names, roleMap: new Map(), trustEmail: false };
const who = { iss: "https://login.example.com", sub: "a-1" };
const read = (claims: Record<string, unknown>, more: Partial<ClaimSettings> = {}) =>
  readClaims({ ...who, ...claims }, { ...settings, ...more });

it("requires only issuer and subject", () => {
  expect(read({})).toMatchObject({
    claims: {
      issuer: who.iss,
      subject: "a-1",
      externalId: null,
      name: null,
      email: null,
      country: null,
      language: null,
    },
    role: null,
  });
  expect(read({}).readings.filter(({ shape, fault }) => shape ?? fault)).toEqual([]);
});

it.each([
  [{ name: "  Emily\u0000 Car\u0007ter\n" }, { name: "Emily Carter" }],
  [{ name: "\u0000\u001f " }, { name: null }],
  [{ name: "x".repeat(300) }, { name: "x".repeat(200) }],
  [{ name: "x".repeat(10_001) }, { name: null }],
  // Keycloak and LDAP send attributes as lists.
  [{ name: ["Emily"] }, { name: "Emily" }],
  [{ name: { first: "Emily" } }, { name: null }],
  [{ given_name: "Emily", family_name: "Carter" }, { name: "Emily Carter" }],
  [{ given_name: "花子", family_name: "山田" }, { name: "山田 花子" }],
  [{ family_name: ["Carter"] }, { name: "Carter" }],
  [{ name: "", given_name: "Emily" }, { name: "Emily" }],
  [{ name: "Emily", given_name: "Other" }, { name: "Emily" }],
  [{ customer_number: "C-1\u0000" }, { externalId: null }],
  [{ customer_number: " C-1" }, { externalId: " C-1" }],
  [{ customer_number: "x".repeat(256) }, { externalId: null }],
  [{ customer_number: 10042 }, { externalId: "10042" }],
  [{ customer_number: 2 ** 53 }, { externalId: null }],
  [{ customer_number: ["C-1"] }, { externalId: "C-1" }],
  [{ customer_number: ["C-1", "C-2"] }, { externalId: null }],
  [{ customer_number: { $ne: null } }, { externalId: null }],
  [{ customer_number: true }, { externalId: null }],
  [{ customer_number: "\ud800" }, { externalId: null }],
  [{ nation: "de" }, { country: "DE" }],
  [{ nation: " DE " }, { country: "DE" }],
  [{ nation: "UK" }, { country: "GB" }],
  [{ nation: "DEU" }, { country: "DE" }],
  [{ nation: "Germany" }, { country: "DE" }],
  [{ nation: "Deutschland" }, { country: "DE" }],
  [{ nation: '"DE"' }, { country: "DE" }],
  [{ nation: ["DE"] }, { country: "DE" }],
  [{ nation: { country: "Germany" } }, { country: "DE" }],
  [{ nation: '{"country":"DE","locality":"Ulm"}' }, { country: "DE" }],
  [{ nation: "XX" }, { country: null }],
  [{ nation: "__proto__" }, { country: null }],
  [{ nation: "x".repeat(10_240) }, { country: null }],
  [{ nation: `${"[".repeat(50_000)}` }, { country: null }],
  [{ country: "DE" }, { country: null }],
  [{ locale: "pt_br" }, { language: "pt-BR" }],
  [{ locale: ["de-DE"] }, { language: "de-DE" }],
  [{ locale: "German" }, { language: "de" }],
  [{ locale: "en_US.UTF-8" }, { language: "en-US" }],
  [{ locale: "not a language" }, { language: null }],
  [{ locale: 5 }, { language: null }],
])("reads %j as %j", (given, expected) => expect(read(given).claims).toMatchObject(expected));

const [address, verified] = [{ email: "e@example.com" }, "e@example.com"];
it.each<[object, string | null, trusted?: string | null]>([
  [{ ...address, email_verified: true }, verified],
  // Cognito.
  [{ ...address, email_verified: "true" }, verified],
  [{ ...address, email_verified: " True " }, verified],
  [{ ...address, email_verified: 1 }, verified],
  [{ ...address, email_verified: "1" }, verified],
  [{ ...address, email_verified: ["true"] }, verified],
  // Entra.
  [{ ...address, xms_edov: true }, verified],
  [{ ...address, xms_edov: "1" }, verified],
  [{ ...address, email_verified: false, xms_edov: true }, null, null],
  // B2C.
  [{ emails: ["e@example.com", "other@example.com"], email_verified: true }, verified],
  [{ emails: ["e@example.com"] }, null, verified],
  [{ email: null, emails: ["e@example.com"], email_verified: true }, verified],
  [address, null, verified],
  [{ ...address, email_verified: null }, null, verified],
  ...[false, "false", "no", "yes", 0, 2, "", {}, [], [false], [true, false], "truely", "1.0"].map(
    (flag): [object, null, null] => [{ ...address, email_verified: flag }, null, null],
  ),
  [{ email: "no address", email_verified: true }, null, null],
  [{ email: `${"x".repeat(10_000)}@example.com`, email_verified: true }, null, null],
  [{ email_verified: true }, null, null],
])("reads the address in %j: %j", (given, expected, trusted = expected) => {
  expect(read({ ...given }).claims.email).toBe(expected);
  expect(read({ ...given }, { trustEmail: true }).claims.email).toBe(trusted);
});

const roleMap = new Map([
  ["helpdesk", "support"],
  ["shop/portal owners", "admin"],
  ["cn=staff,ou=groups", "support"],
] as const);

it.each<[unknown, "support" | "admin" | null]>([
  [["support", "admin"], "admin"],
  ["support, admin", "admin"],
  ["support admin", "admin"],
  ["admin", "admin"],
  [[7, "support", null], "support"],
  // Zitadel, with one object for each project, and in a list.
  [{ support: { "1234": "example.com" } }, "support"],
  [[{ admin: { "1234": "example.com" } }], "admin"],
  [{ admin: true }, "admin"],
  [{ admin: false, support: null }, null],
  [{ admin: "none", support: 0 }, null],
  [[{ name: "support", id: "1" }], "support"],
  // Keycloak's groups.
  [["/support"], "support"],
  [["/tenants/x/admin", "//admin", "x/admin"], null],
  [["Support"], "support"],
  ["ADMIN", "admin"],
  // Cognito.
  ["[support, other]", "support"],
  ['["support"]', "support"],
  ['{"admin":{"1234":"example.com"}}', "admin"],
  ...[{ enabled: false }, [false], [], {}, { "1234": "x", disabled: true }].map((value): [object, null] => [
    { admin: value },
    null,
  ]),
  [{ name: "admin", active: false }, null],
  [[{ name: "admin", disabled: true }], null],
  ["not admin", null],
  ["it support", null],
  [["support admin"], null],
  ["Shop Admin", null],
  ["Shop admin, sales", null],
  [["shop admin"], null],
  [["admin "], "admin"],
  ["ａｄｍｉｎ", null],
  ["superadmin", null],
  [["Helpdesk"], "support"],
  ["/HELPDESK", "support"],
  [["/shop/Portal owners"], "admin"],
  ["cn=staff,ou=groups", "support"],
  [["CN=Staff,OU=Groups"], "support"],
  [5, null],
  [true, null],
  [[], null],
  [Array.from({ length: 5000 }, (_, index) => (index === 4999 ? "support" : `role-${index}`)), "support"],
  [Array.from({ length: 10 }).reduce((inner) => ({ inner }), "admin"), null],
  [Array.from({ length: 10 }).reduce((inner) => [inner], "admin"), null],
  ["constructor", null],
])("reads the roles %j as %s", (given, role) => {
  expect(read({ "https://example.com/roles": given }, { roleMap }).role).toBe(role);
});

it.each([
  ["realm_access.roles", { realm_access: { roles: ["support"] } }, "support"],
  ["realm_access.roles", { realm_access: { roles: "support admin" } }, "admin"],
  // A claim with the exact name takes precedence over a dotted path.
  ["realm_access.roles", { "realm_access.roles": [], realm_access: { roles: ["admin"] } }, null],
  ["resource_access.larder.roles", { resource_access: { larder: { roles: ["admin"] } } }, "admin"],
  // A client id with dots.
  [
    "resource_access.portal.example.com.roles",
    { resource_access: { "portal.example.com": { roles: ["support"] } } },
    "support",
  ],
  [
    "resource_access.portal.example.com.roles",
    { resource_access: { portal: { example: 1 }, "portal.example": { com: { roles: ["support"] } } } },
    "support",
  ],
  ["a.b.c.d", { "a.b": { x: 1 }, a: { "b.c": { d: "admin" } } }, "admin"],
  ["custom.roles", { custom: '{"roles":["support"]}' }, "support"],
  ["realm_access.roles", { realm_access: null }, null],
  ["realm_access.roles", { realm_access: "roles" }, null],
  ["realm_access.roles", { realm_access: ["roles"] }, null],
  ["realm_access.roles", { roles: ["admin"] }, null],
  ["roles", { realm_access: { roles: ["admin"] } }, null],
  ["https://example.com/roles", { "https://example.com/roles": "admin" }, "admin"],
  ["constructor.name", {}, null],
  ["__proto__.roles", {}, null],
  [`${"a.".repeat(200)}b`, { a: { a: { a: {} } } }, null],
] as const)("reads roles at %s in %j: %s", (at, given, role) => {
  expect(read({ ...given }, { roles: at }).role).toBe(role);
});

it("tells which claims arrived, their shapes, and which are of no use", () => {
  const given = {
    customer_number: { secret: "C-1" },
    "https://example.com/roles": 5,
    name: ["Emily", "Carter"],
    email: "e@example.com",
    nation: "Narnia",
    auth_time: "yesterday",
  };
  expect(read(given).readings).toEqual([
    {
      field: "externalId",
      claim: "customer_number",
      shape: { kind: "object", size: 1 },
      value: null,
      fault: "unusable",
    },
    { field: "role", claim: names.roles, shape: { kind: "number" }, value: null, fault: "unusable" },
    { field: "name", claim: "name", shape: { kind: "list", size: 2 }, value: "Emily" },
    { field: "email", claim: "email", shape: { kind: "text", size: 13 }, value: null, fault: "unverified" },
    { field: "country", claim: "nation", shape: { kind: "text", size: 6 }, value: null, fault: "unusable" },
    { field: "language", claim: "locale", shape: null, value: null },
    {
      field: "authTime",
      claim: "auth_time",
      shape: { kind: "text", size: 9 },
      value: null,
      fault: "unusable",
    },
  ]);
});

it("finds no fault with roles that are no staff's", () => {
  const { readings } = read({ "https://example.com/roles": ["customer"] });
  expect(readings.filter(({ fault }) => fault)).toEqual([]);
});

const seconds = Math.floor(Date.now() / 1000);
it.each<[unknown, asked: boolean, age: number]>([
  [undefined, true, 0],
  [undefined, false, Number.POSITIVE_INFINITY],
  [null, false, Number.POSITIVE_INFINITY],
  [null, true, 0],
  [seconds, false, 0],
  [seconds - 3600, true, 3600],
  [seconds - 3600.5, false, 3600],
  [`${seconds - 3600}`, false, 3600],
  [`${seconds - 3600}.25`, false, 3600],
  [seconds + 60, false, 0],
  // What cannot be meant is old, even if the provider was told to ask.
  ...[
    seconds + 86_400,
    seconds * 1000,
    0,
    -5,
    "yesterday",
    "",
    true,
    {},
    [seconds],
    Number.NaN,
    `${seconds}x`,
  ].map((said): [unknown, boolean, number] => [said, true, Number.POSITIVE_INFINITY]),
])("reads the time of authentication %j (asked: %s) as %s seconds ago", (said, asked, age) => {
  const passed = Date.now() / 1000 - readAuthTime({ auth_time: said }, asked).getTime() / 1000;
  if (age === Number.POSITIVE_INFINITY) expect(passed).toBeGreaterThan(10 * 365 * 86_400);
  else expect(Math.abs(passed - age)).toBeLessThan(120);
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
  const keys = ["name", "given_name", "email", "emails", "email_verified", "locale", "auth_time"];
  const claims = fc.record(
    Object.fromEntries([...keys, ...Object.values(names)].map((key) => [key, value])),
    {
      requiredKeys: [],
    },
  );
  fc.assert(
    fc.property(claims, (given) => {
      const { name, externalId, email, country, language } = read(given).claims;
      const texts = [name, externalId, email, country, language].filter((part) => part !== null);
      expect(texts.filter((part) => part === "" || /\p{Cc}/u.test(part))).toEqual([]);
      if (!given.email_verified) expect(email).toBeNull();
      readAuthTime(given, true);
    }),
    { numRuns: 1000 },
  );
});
