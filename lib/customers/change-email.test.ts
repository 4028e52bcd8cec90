import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { findViewer } from "@/lib/auth";
import { deriveCode, requestCode } from "@/lib/codes";
import { customers, emailCodes, staff, transaction } from "@/lib/db";
import type { Id } from "@/lib/scope";
import type { Customer } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { changeEmail } from "./change-email";
import { signInByEmail } from "./sign-in-by-email";

const secret = "a secret";
const changed = { ok: true, value: undefined };
const createRefusal = (code: string) => ({ ok: false, problems: [{ code }] });
const [browser, otherBrowser] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
let portal: TestStage;
let viewer: Customer;
let other: Customer;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("truncate customers, staff cascade; delete from pgboss.job");
  viewer = await portal.addCustomer({ email: "old@example.com" });
  other = await portal.addCustomer({ email: "other@example.com" });
});

/** Requests a code for an address. @returns the code */
async function ask({ id }: Customer, email: string, browserHash = browser): Promise<string> {
  const [purpose, customerId] = ["change-email", id as Id] as const;
  await requestCode({ purpose, email, customerId, browserHash, language: "en" });
  const codes = await portal.db.select().from(emailCodes);
  const open = codes.find((code) => code.closedAt === null && code.customerId === customerId);
  return deriveCode(open?.id ?? "", secret);
}

const readAddresses = async () =>
  Object.fromEntries((await portal.db.select().from(customers)).map(({ id, email }) => [id, email]));

const listWarnings = async () =>
  (await portal.owner.query("select data from pgboss.job where data->>'kind' = 'email-changed'")).rows;

const expectUnchanged = async () => {
  expect(await readAddresses()).toEqual({
    [viewer.id]: "old@example.com",
    [other.id]: "other@example.com",
  });
  expect(await listWarnings()).toEqual([]);
};

it("changes the viewer's address and notifies the old one", async () => {
  const code = await ask(viewer, "new@example.com");
  expect(await changeEmail(viewer, code, browser, secret)).toEqual(changed);
  expect(await readAddresses()).toEqual({
    [viewer.id]: "new@example.com",
    [other.id]: "other@example.com",
  });
  expect(await listWarnings()).toEqual([
    { data: { kind: "email-changed", customerId: viewer.id, to: "old@example.com" } },
  ]);
  expect(await changeEmail(viewer, code, browser, secret), "a code counts once").toEqual(
    createRefusal("code-over"),
  );
});

it("deletes codes for the old address, and no others", async () => {
  const request = { purpose: "sign-in", customerId: null, language: "en" } as const;
  for (const email of ["OLD@example.com", "other@example.com"])
    await requestCode({ ...request, email, browserHash: Buffer.from(email) });
  await changeEmail(viewer, await ask(viewer, "new@example.com"), browser, secret);
  const left = (await portal.db.select().from(emailCodes)).map(({ email }) => email);
  expect(left.sort()).toEqual(["new@example.com", "other@example.com"]);
});

it("notifies nobody if there was no address", async () => {
  viewer = await portal.addCustomer({ email: null });
  expect(await changeEmail(viewer, await ask(viewer, "new@example.com"), browser, secret)).toEqual(changed);
  expect(await listWarnings()).toEqual([]);
});

it("accepts the viewer's own address in a different case", async () => {
  expect(await changeEmail(viewer, await ask(viewer, "Old@Example.com"), browser, secret)).toEqual(changed);
  expect(await readAddresses()).toMatchObject({ [viewer.id]: "Old@Example.com" });
  expect(await listWarnings()).toEqual([]);
});

it.each([
  ["wrong", "00000000", browser],
  ["malformed", "1234", browser],
  ["over", null, otherBrowser],
  ["over", null, null],
] as const)("is %s with %j", async (answer, typed, browserHash) => {
  const code = await ask(viewer, "new@example.com");
  expect(await changeEmail(viewer, typed ?? code, browserHash, secret)).toEqual(
    createRefusal(`code-${answer}`),
  );
  await expectUnchanged();
});

it("locks after five wrong codes, and then refuses the right one", async () => {
  const code = await ask(viewer, "new@example.com");
  for (const _ of [1, 2, 3, 4, 5])
    expect(await changeEmail(viewer, "00000000", browser, secret)).toEqual(createRefusal("code-wrong"));
  expect(await changeEmail(viewer, code, browser, secret)).toEqual(createRefusal("code-locked"));
  await expectUnchanged();
});

it("expires after ten minutes", async () => {
  const code = await ask(viewer, "new@example.com");
  await portal.owner.query("update email_codes set expires_at = now()");
  expect(await changeEmail(viewer, code, browser, secret)).toEqual(createRefusal("code-over"));
  await expectUnchanged();
});

it("never accepts another customer's code, and does not use it up", async () => {
  const code = await ask(other, "new@example.com");
  expect(await changeEmail(viewer, code, browser, secret)).toEqual(createRefusal("code-over"));
  expect(await changeEmail(viewer, "00000000", browser, secret)).toEqual(createRefusal("code-over"));
  await expectUnchanged();
  expect(await portal.db.select().from(emailCodes)).toMatchObject([{ tries: 0, closedAt: null }]);
  expect(await changeEmail(other, code, browser, secret)).toEqual(changed);
});

it("never accepts a sign-in code", async () => {
  await requestCode({
    purpose: "sign-in",
    email: "new@example.com",
    customerId: null,
    browserHash: browser,
    language: "en",
  });
  const [row] = await portal.db.select().from(emailCodes);
  expect(await changeEmail(viewer, deriveCode(row?.id ?? "", secret), browser, secret)).toEqual(
    createRefusal("code-over"),
  );
  await expectUnchanged();
});

it.each(["other@example.com", "OTHER@example.com", "sam@example.com"])(
  "refuses %s, which someone else has, only after a correct code",
  async (email) => {
    await portal.db.insert(staff).values({ role: "support", email: "Sam@example.com" });
    const code = await ask(viewer, email);
    expect(await changeEmail(viewer, "00000000", browser, secret)).toEqual(createRefusal("code-wrong"));
    expect(await changeEmail(viewer, code, browser, secret)).toEqual(createRefusal("email-taken"));
    await expectUnchanged();
  },
);

it("gives an address to one of a customer and nine concurrent sign-ups", async () => {
  const email = "new@example.com";
  const code = await ask(viewer, email);
  const works: (() => Promise<unknown>)[] = [
    () => changeEmail(viewer, code, browser, secret),
    ...Array.from({ length: 9 }, () => () => signInByEmail(email, "en", { selfSignUp: true })),
  ];
  await portal.atOnce("customers", works.length, async () => works.pop()?.());
  expect(Object.values(await readAddresses()).filter((address) => address === email)).toHaveLength(1);
});

it("joins a transaction: rolled back, it changes nothing and notifies nobody", async () => {
  const code = await ask(viewer, "new@example.com");
  const undone = transaction(async (tx) => {
    expect(await changeEmail(viewer, code, browser, secret, tx)).toEqual(changed);
    throw new Error("undo");
  });
  await expect(undone).rejects.toThrow("undo");
  await expectUnchanged();
  expect(await portal.db.select().from(emailCodes)).toMatchObject([{ tries: 0, closedAt: null }]);
});

it("ends the customer's other sessions where the address changes, and no one else's", async () => {
  const [here, elsewhere, stranger] = [
    await portal.signIn(viewer),
    await portal.signIn(viewer),
    await portal.signIn(other),
  ];
  const sessionId = (await findViewer(here))?.sessionId ?? "";
  const change = async (email: string) =>
    changeEmail({ ...viewer, sessionId }, await ask(viewer, email), browser, secret);
  await change("OLD@example.com");
  expect(await findViewer(elsewhere), "the same address").not.toBeNull();
  await change("other@example.com");
  expect(await findViewer(elsewhere), "an address of somebody else").not.toBeNull();
  await change("new@example.com");
  expect(await Promise.all([here, elsewhere, stranger].map((token) => findViewer(token)))).toEqual([
    expect.objectContaining({ id: viewer.id }),
    null,
    expect.objectContaining({ id: other.id }),
  ]);
});
