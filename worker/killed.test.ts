import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestMail, type TestMail } from "@/tests/mail";

let mail: TestMail;

beforeAll(async () => {
  mail = await startTestMail();
  await mail.portal.addCustomer({ email: "emily@example.com" });
}, 60_000);
afterAll(() => mail.stop(), 30_000);

it("delivers a mail at most twice if the worker is killed after sending it", {
  timeout: 120_000,
}, async () => {
  // Kill the worker after the server has the mail and before it confirms.
  await mail.behave("late");
  await mail.askFor("emily@example.com");
  const worker = await mail.startWorker();
  await expect.poll(async () => (await mail.mails()).length, { timeout: 20_000, interval: 20 }).toBe(1);
  process.kill(worker.pid, "SIGKILL");
  expect(await worker.exited).toEqual({ code: null, signal: "SIGKILL" });
  expect(await mail.jobs()).toMatchObject([{ state: "active", retry_count: 0 }]);

  await mail.behave("accept");
  const killedAt = performance.now();
  await mail.startWorker();
  await expect
    .poll(async () => (await mail.jobs())[0]?.state, { timeout: 90_000, interval: 250 })
    .toBe("completed");
  expect((performance.now() - killedAt) / 1000).toBeLessThan(60);

  const mails = await mail.mails("emily@example.com");
  expect(mails).toHaveLength(2);
  // A mail client can detect the duplicate: same Message-ID, same code.
  const messageIds = mails.map(({ headers }) => headers.find(({ name }) => name === "Message-ID")?.value);
  expect(new Set(messageIds)).toEqual(new Set([`<${(await mail.jobs())[0]?.id}@localhost>`]));
  expect(new Set(mails.map(({ text }) => text.match(/^\d{8}$/m)?.[0])).size).toBe(1);
});
