import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { customers, imports } from "@/lib/db";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { pressApply, readRun, sendFile } from "@/tests/import-stage";
import { listFailures, startTestMail, type TestMail } from "@/tests/mail";

let mail: TestMail;
let ada: Staff;
beforeAll(async () => {
  mail = await startTestMail();
  ada = await mail.portal.addStaff("admin");
});
afterEach(async () => {
  await mail.reset();
  for (const table of [customers, imports]) await mail.portal.db.delete(table);
});
afterAll(() => mail.stop());

const amount = 30_000;
/** Every thousandth customer has an odd country. */
const file = `Customer number,Name,Country\n${Array.from(
  { length: amount },
  (_, index) => `${index},Emily ${index},${index % 1000 === 999 ? "Atlantis" : "DE"}\n`,
).join("")}`;
const tally = { new: amount - 30, changed: 0, same: 0, left: 0, rejected: 30 };
const withoutMail = { SMTP_URL: "", MAIL_FROM: "" };

const waitFor = (importId: Id, state: string) =>
  expect
    .poll(async () => (await readRun(ada, importId)).state, { timeout: 90_000, interval: 100 })
    .toBe(state);
const waitForLine = (importId: Id, line: number) =>
  expect
    .poll(async () => (await readRun(ada, importId)).line, { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(line);

/** Expects that each row was dealt with once. */
async function expectExact(importId: Id): Promise<void> {
  const { findings } = await readRun(ada, importId);
  expect(findings.counts.customers).toEqual(tally);
  expect(await mail.portal.db.$count(customers)).toBe(tally.new);
  const { rows } = await mail.portal.owner.query(
    `select (select count(*)::int from import_rejects where import_id = $1) as rejects,
       (select sum((details->>'customers')::int)::int from audit_events
        where event = 'import.written' and details->>'importId' = $1::text) as written`,
    [importId],
  );
  expect(rows).toEqual([{ rejects: 30, written: tally.new }]);
}

it("checks and applies a file, without a mail server, too", { timeout: 120_000 }, async () => {
  const importId = await sendFile(ada, file);
  const worker = await mail.startWorker(withoutMail);
  await waitFor(importId, "checked");
  expect(await mail.portal.db.$count(customers)).toBe(0);
  expect((await pressApply(ada, importId)).ok).toBe(true);
  await waitFor(importId, "applied");
  await expectExact(importId);
  expect(listFailures(worker)).toEqual([]);
});

it("goes on where a killed worker stopped", { timeout: 180_000 }, async () => {
  const importId = await sendFile(ada, file);
  const worker = await mail.startWorker();
  await waitFor(importId, "checked");
  await pressApply(ada, importId);
  await waitForLine(importId, 3000);
  process.kill(worker.pid, "SIGKILL");
  expect(await worker.exited).toEqual({ code: null, signal: "SIGKILL" });
  const { line } = await readRun(ada, importId);
  expect(line).toBeLessThan(amount);
  await mail.startWorker();
  await expect
    .poll(async () => (await readRun(ada, importId)).line, { timeout: 90_000, interval: 250 })
    .toBeGreaterThan(line);
  await waitFor(importId, "applied");
  await expectExact(importId);
});

it("leaves the rest to another worker when it ends", { timeout: 120_000 }, async () => {
  const importId = await sendFile(ada, file);
  const worker = await mail.startWorker();
  await waitFor(importId, "checked");
  await pressApply(ada, importId);
  await waitForLine(importId, 3000);
  process.kill(worker.pid, "SIGTERM");
  expect(await worker.exited).toEqual({ code: 0, signal: null });
  expect((await readRun(ada, importId)).state).toBe("applying");
  // Free at once, not only after the minute that a killed worker keeps it.
  expect((await mail.jobs()).map(({ state }) => state)).not.toContain("active");
  await mail.startWorker();
  await waitFor(importId, "applied");
  await expectExact(importId);
});

it("works on several imports with two workers", { timeout: 120_000 }, async () => {
  const ids: Id[] = [];
  for (let count = 0; count < 4; count++) ids.push(await sendFile(ada, file));
  const workers = [await mail.startWorker(), await mail.startWorker()];
  for (const id of ids) {
    await waitFor(id, "checked");
    expect((await readRun(ada, id)).findings.counts.customers).toEqual(tally);
  }
  for (const worker of workers) expect(listFailures(worker)).toEqual([]);
});

it("fails an import with a reference after its last try", { timeout: 120_000 }, async () => {
  const { owner } = mail.portal;
  const worker = await mail.startWorker();
  const importId = await sendFile(ada, "Customer number\n1\n");
  await waitFor(importId, "checked");
  await owner.query("update pgboss.queue set retry_limit = 0 where name = 'import'");
  await owner.query("revoke insert on audit_events from larder_app");
  try {
    await pressApply(ada, importId);
    await waitFor(importId, "failed");
    const { fault } = await readRun(ada, importId);
    const failures = listFailures(worker);
    expect(failures.at(-1)).toMatchObject({
      ...{ what: "import given up", attempt: 1, reference: fault && "reference" in fault && fault.reference },
    });
    expect(await mail.portal.db.$count(customers)).toBe(0);
  } finally {
    await owner.query("grant insert on audit_events to larder_app");
  }
});
