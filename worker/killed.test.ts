import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestMail, type TestMail } from "@/tests/mail";

let mail: TestMail;

beforeAll(async () => {
  mail = await startTestMail();
  await mail.portal.addCustomer({ email: "emily@example.com" });
});
afterAll(() => mail.stop());

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
  await mail.startWorker();
  await expect
    .poll(async () => (await mail.jobs())[0]?.state, { timeout: 90_000, interval: 250 })
    .toBe("completed");

  const mails = await mail.mails("emily@example.com");
  expect(mails).toHaveLength(2);
  // A mail client can detect the duplicate: same Message-ID, same code.
  const messageIds = mails.map(({ headers }) => headers.find(({ name }) => name === "Message-ID")?.value);
  expect(new Set(messageIds)).toEqual(new Set([`<${(await mail.jobs())[0]?.id}@localhost>`]));
  expect(new Set(mails.map(({ text }) => text.match(/^\d{8}$/m)?.[0])).size).toBe(1);
});
