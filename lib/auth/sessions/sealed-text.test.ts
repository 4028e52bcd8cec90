import fc from "fast-check";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Staff } from "@/lib/viewer";
import { setSettings } from "@/tests/stage";
import { openText, sealText } from "./sealed-text";

const createStaff = (sessionId: string): Staff => ({
  kind: "staff",
  id: "sam",
  sessionId,
  role: "support",
  name: null,
  language: null,
  network: null,
});
const [sam, elsewhere] = [createStaff("one"), createStaff("two")];

beforeAll(() => setSettings({}));
afterEach(() => vi.useRealTimers());

it("gives back any text of a form's length, and no sealed word has more than 2,600 characters", async () => {
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 150 });
  await fc.assert(
    fc.asyncProperty(text, async (text) => {
      const word = await sealText(sam, text);
      expect(word).toMatch(/^$|^sealed\.[\w.-]{1,2600}$/);
      expect(await openText(sam, word)).toBe(text.replaceAll("\0", "").trim());
    }),
  );
});

it("seals the same text differently each time, and empty text not at all", async () => {
  expect(await sealText(sam, "Emily")).not.toBe(await sealText(sam, "Emily"));
  expect(await sealText(sam, "")).toBe("");
  expect(await sealText(sam, " \0 ")).toBe("");
});

it("takes text that was written by hand as it is", async () => {
  expect(await openText(sam, "emily@example.com")).toBe("emily@example.com");
});

it("reads nothing from another session, not even the same person's, nor under another secret", async () => {
  const word = await sealText(sam, "Emily");
  expect(await openText(elsewhere, word)).toBe("");
  setSettings({ NEXTAUTH_SECRET: "quite another secret for tests: 0123456789" });
  vi.resetModules();
  const other = await import("./sealed-text");
  expect(await other.openText(sam, word)).toBe("");
  expect(await other.openText(sam, await other.sealText(sam, "Emily"))).toBe("Emily");
  setSettings({});
});

it("reads nothing after an hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const word = await sealText(sam, "Emily");
  vi.advanceTimersByTime(59 * 60_000);
  expect(await openText(sam, word)).toBe("Emily");
  vi.advanceTimersByTime(2 * 60_000);
  expect(await openText(sam, word)).toBe("");
});

it("reads nothing from a damaged word", async () => {
  const word = await sealText(sam, "Emily");
  const parts = word.split(".");
  const damaged = [
    "sealed.",
    "sealed.x",
    word.slice(0, -4),
    `${word}.x`,
    parts.with(4, parts[4]?.replace(/^./, (sign) => (sign === "A" ? "B" : "A")) ?? "").join("."),
    parts.with(1, Buffer.from('{"alg":"none"}').toString("base64url")).join("."),
    `sealed.${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"text":"x"}').toString("base64url")}.`,
  ];
  for (const each of damaged) expect([each, await openText(sam, each)]).toEqual([each, ""]);
});
