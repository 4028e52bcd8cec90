import { afterAll, beforeAll, expect, it } from "vitest";
import { customers } from "@/lib/db";
import { chooseLanguage } from "@/lib/i18n/choose-language";
import { succeed } from "@/lib/result";
import { ownScope } from "@/lib/scope";
import type { SignedIn } from "@/lib/viewer";
import { createTestStage, type TestStage } from "@/tests/stage";
import { guessCountry } from "./guess-country";
import { setLanguage } from "./set-language";
import { signInByEmail } from "./sign-in-by-email";
import { signInCustomer } from "./sign-in-customer";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

const readLanguages = async () =>
  Object.fromEntries((await portal.db.select().from(customers)).map(({ id, language }) => [id, language]));

it("changes the viewer's own language and nobody else's", async () => {
  const [viewer, other] = [
    await portal.addCustomer({ language: "de" }),
    await portal.addCustomer({ language: "de" }),
  ];
  await setLanguage(ownScope(viewer), "ja");
  expect(await readLanguages()).toMatchObject({ [viewer.id]: "ja", [other.id]: "de" });
});

it("does nothing for staff, even with a customer's id", async () => {
  const { id } = await portal.addCustomer({ language: "de" });
  const scope = ownScope({ ...(await portal.addStaff()), id } as SignedIn);
  expect(scope).toBeNull();
  if (scope) await setLanguage(scope, "ja");
  expect(await readLanguages()).toMatchObject({ [id]: "de" });
});

it("follows the browser, and no sign-in changes that", async () => {
  const viewer = await portal.addCustomer({ externalId: "C-1", email: "e@example.com", language: "de" });
  await setLanguage(ownScope(viewer), null);
  const nothing = { externalId: "C-1", name: null, email: null, country: null };
  const claims = { issuer: "https://login.example.com", subject: "a", language: "fr", ...nothing };
  expect(
    await signInCustomer(claims, { selfSignUp: false, matchEmail: false, numbers: "main" as const }),
  ).toEqual(succeed(viewer.id));
  expect(await signInByEmail("e@example.com", "fr", { selfSignUp: false })).toEqual(succeed(viewer.id));
  const language = (await readLanguages())[viewer.id] ?? null;
  expect(chooseLanguage({ profile: language, accepted: "ja,en;q=0.5" })).toBe("ja");
  expect(chooseLanguage({ profile: language, cookie: "it", accepted: "ja" })).toBe("it");
  expect(guessCountry(language, "ja")).toBe("JP");
});
