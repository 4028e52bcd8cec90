import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestPortal, type TestPortal } from "@/scripts/test-portal";
import { findWait } from "./find-wait";
import { returnPoint } from "./return-point";
import { takePoint } from "./take-point";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

const take = (times: number, subject: string) =>
  Promise.all(Array.from({ length: times }, () => takePoint("code-address", subject)));

it("lets five through in an hour, also at once, and says how long to wait", async () => {
  const waits = await take(12, "a@example.com");
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  for (const wait of waits.filter((each) => each > 0)) {
    expect(wait).toBeGreaterThan(3500);
    expect(wait).toBeLessThanOrEqual(3600);
  }
});

it("counts each subject and each limit by itself", async () => {
  await take(5, "b@example.com");
  expect(await takePoint("code-address", "b@example.com")).toBeGreaterThan(0);
  expect(await takePoint("code-address", "c@example.com")).toBe(0);
  expect(await takePoint("code-network", "b@example.com")).toBe(0);
});

it("starts anew when its time is over", async () => {
  await take(6, "d@example.com");
  await portal.owner.query("update rate_limits set expire = expire - 3600 * 1000");
  expect(await takePoint("code-address", "d@example.com")).toBe(0);
});

it("tells the wait without counting, and gives a point back", async () => {
  expect(await findWait("link-customer", "g")).toBe(0);
  for (let taken = 0; taken < 5; taken += 1) {
    expect(await findWait("link-customer", "g")).toBe(0);
    expect(await takePoint("link-customer", "g")).toBe(0);
  }
  const wait = await findWait("link-customer", "g");
  expect(wait).toBeGreaterThan(86_300);
  expect(wait).toBeLessThanOrEqual(86_400);
  await returnPoint("link-customer", "g");
  expect(await findWait("link-customer", "g")).toBe(0);
  expect(await takePoint("link-customer", "g")).toBe(0);
  expect(await takePoint("link-customer", "g")).toBeGreaterThan(86_300);
});

it("keeps hashes, no addresses", async () => {
  await takePoint("code-address", "e@example.com");
  const { rows } = await portal.owner.query<{ key: string }>("select key from rate_limits");
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(({ key }) => key).join()).not.toContain("@");
});

it("fails with the database, and does not wave through", async () => {
  await portal.owner.query("alter table rate_limits rename to elsewhere");
  await expect(takePoint("code-address", "f@example.com")).rejects.toThrow("rate_limits");
  await portal.owner.query("alter table elsewhere rename to rate_limits");
});
