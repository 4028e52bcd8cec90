import { afterAll, beforeAll, expect, it } from "vitest";
import { captureSecurity } from "@/tests/capture-security";
import { createTestStage, type TestStage } from "@/tests/stage";
import { consume, consumeEach } from "./consume";
import type { Limit } from "./limiter";
import { refund } from "./refund";
import { retryAfter } from "./retry-after";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());

/** Counts an attempt. @returns seconds to wait; 0 while attempts are left */
async function count(limit: Limit, subject: string): Promise<number> {
  const counted = await consume(limit, subject);
  return counted.ok ? 0 : (counted.problems[0].seconds ?? Number.NaN);
}

const take = (times: number, subject: string) =>
  Promise.all(Array.from({ length: times }, () => count("code-pair", subject)));

it("allows five attempts an hour, also concurrent ones, and tells how long to wait", async () => {
  const waits = await take(12, "a@example.com");
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  for (const wait of waits.filter((each) => each > 0)) {
    expect(wait).toBeGreaterThan(3500);
    expect(wait).toBeLessThanOrEqual(3600);
  }
});

it("counts each subject and each limit separately", async () => {
  await take(5, "b@example.com");
  expect(await count("code-pair", "b@example.com")).toBeGreaterThan(0);
  expect(await count("code-pair", "c@example.com")).toBe(0);
  expect(await count("code-network", "b@example.com")).toBe(0);
});

it("starts over when the period ends", async () => {
  await take(6, "d@example.com");
  await portal.owner.query("update rate_limits set expire = expire - 3600 * 1000");
  expect(await count("code-pair", "d@example.com")).toBe(0);
});

it("tells the wait without counting, and refunds an attempt", async () => {
  expect(await retryAfter("link-customer", "g")).toBe(0);
  for (let taken = 0; taken < 5; taken += 1) {
    expect(await retryAfter("link-customer", "g")).toBe(0);
    expect(await count("link-customer", "g")).toBe(0);
  }
  const wait = await retryAfter("link-customer", "g");
  expect(wait).toBeGreaterThan(86_300);
  expect(wait).toBeLessThanOrEqual(86_400);
  await refund("link-customer", "g");
  expect(await retryAfter("link-customer", "g")).toBe(0);
  expect(await count("link-customer", "g")).toBe(0);
  expect(await count("link-customer", "g")).toBeGreaterThan(86_300);
});

const claimBudgets = (customer: string, unit: string) =>
  [
    ["claim-customer", customer],
    ["claim-pair", `${customer} ${unit}`],
    ["claim-network", "192.0.2.1"],
  ] as const;

it("counts against several limits, and returns what a refused attempt has taken", async () => {
  for (let tries = 0; tries < 10; tries += 1)
    expect(await consumeEach(claimBudgets("h", "one"))).toMatchObject({ ok: true });
  for (let tries = 0; tries < 20; tries += 1)
    expect(await consumeEach(claimBudgets("h", "one"))).toMatchObject({
      problems: [{ code: "limited", seconds: expect.any(Number) }],
    });
  // Ten of twenty are left.
  for (let tries = 0; tries < 10; tries += 1)
    expect(await consumeEach(claimBudgets("h", "other"))).toMatchObject({ ok: true });
  expect(await consumeEach(claimBudgets("h", "third"))).toMatchObject({ ok: false });
  const { rows } = await portal.owner.query(
    "select points from rate_limits where key like 'claim-network:%'",
  );
  expect(rows).toEqual([{ points: 20 }]);
});

it("logs each refusal with the limit's name, and without the address", async () => {
  const lines = captureSecurity();
  await take(6, "i@example.com");
  expect(lines).toMatchObject([{ event: "limit.reached", limit: "code-pair", subject: expect.any(String) }]);
  expect(JSON.stringify(lines)).not.toContain("@example.com");
});

it("stores hashes, never addresses", async () => {
  await count("code-pair", "e@example.com");
  const { rows } = await portal.owner.query<{ key: string }>("select key from rate_limits");
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(({ key }) => key).join()).not.toContain("@");
});

it("fails closed when the database fails", async () => {
  await portal.owner.query("alter table rate_limits rename to elsewhere");
  await expect(count("code-pair", "f@example.com")).rejects.toThrow("rate_limits");
  await portal.owner.query("alter table elsewhere rename to rate_limits");
});
