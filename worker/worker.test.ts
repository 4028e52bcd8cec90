import { desc } from "drizzle-orm";
import getPort, { portNumbers } from "get-port";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ChildExited } from "@/launcher/processes";
import { deriveCode, tryCode } from "@/lib/codes";
import {
  customers,
  emailCodes,
  knownBrowsers,
  readingHistory,
  readings,
  reportKeys,
  signIns,
  staff,
  transaction,
} from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import type { Customer } from "@/lib/viewer";
import { listFailures, startTestMail, type TestMail } from "@/tests/mail";

let mail: TestMail;

beforeAll(async () => {
  mail = await startTestMail({ PARTNER_SUPPORT_URL: "https://hearthby.example/help" });
  await mail.portal.addCustomer({ email: "emily@example.com" });
  await mail.portal.addCustomer({ email: "jonas@example.com", language: "de-AT" });
  await mail.portal.addCustomer({ email: "odd@example.com", language: "tlh" });
  await mail.portal.addCustomer({ email: "twice@example.com" });
  await mail.portal.addCustomer({ email: "Twice@example.com" });
  await mail.portal.db.insert(staff).values({ role: "support", email: "sam@example.com" });
});
afterEach(() => mail.reset());
afterAll(() => mail.stop());

const poll = { timeout: 20_000, interval: 100 };

/** Waits until the queue is empty. */
const waitUntilIdle = () =>
  expect.poll(async () => (await mail.jobs()).filter(({ state }) => state !== "completed"), poll).toEqual([]);

const readLanguage = ({ headers }: { headers: { name: string; value: string }[] }) =>
  headers.find(({ name }) => name === "Content-Language")?.value;

describe("a code", () => {
  it.each([
    ["emily@example.com", "fr", "fr"],
    ["EMILY@example.com", "ja", "ja"],
    ["jonas@example.com", "fr", "de"],
    ["odd@example.com", "it", "it"],
    ["emily@example.com", "tlh", "en-US"],
  ])("to %s, requested in %s, is written in %s", async (email, asked, language) => {
    await mail.startWorker();
    const browser = await mail.askFor(email, asked);
    await waitUntilIdle();
    const [arrived, ...more] = await mail.mails();
    expect(more).toEqual([]);
    expect(arrived?.to).toEqual([email]);
    expect(arrived && readLanguage(arrived)).toBe(language);
    expect(arrived?.html).toContain(`<html lang="${language}" dir="ltr">`);
    const [code = ""] = arrived?.text.match(/^\d{8}$/m) ?? [];
    const secret = process.env.NEXTAUTH_SECRET ?? "";
    expect(await tryCode(browser, "sign-in", code, secret)).toMatchObject({ ok: true, value: { email } });
  });

  it.each([
    ["false", []],
    ["true", ["stranger@example.com"]],
  ])("is not sent to a person who could not sign in with it; self sign-up: %s", async (selfSignUp, more) => {
    const asked = ["stranger@example.com", "twice@example.com", "sam@example.com", "emily@example.com"];
    for (const email of asked) await mail.askFor(email);
    const worker = await mail.startWorker({ SELF_SIGN_UP: selfSignUp });
    await waitUntilIdle();
    const reached = (await mail.mails()).flatMap(({ to }) => to);
    expect(reached.sort()).toEqual(["emily@example.com", ...more].sort());
    expect(listFailures(worker)).toEqual([]);
  });

  it("is counted, and its job is timed", async () => {
    // None that the system gives to somebody else before the worker listens.
    const port = await getPort({ port: portNumbers(20_100, 20_199) });
    await mail.startWorker({ METRICS_PORT: String(port) });
    for (const email of ["emily@example.com", "nobody@example.com"]) await mail.askFor(email);
    await waitUntilIdle();
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toMatch(/^larder_mails_total\{kind="code",result="sent"\} 1$/m);
    expect(text).toMatch(/^larder_mails_total\{kind="code",result="dropped"\} 1$/m);
    expect(text).toMatch(/^larder_job_duration_seconds_count\{queue="mail",result="completed"\} 2$/m);
    expect(text).toMatch(/^larder_database_query_duration_seconds_count\{statement="other"\} [1-9]/m);
  });

  it("that was replaced by a newer one is not sent", async () => {
    const browser = await mail.askFor("emily@example.com");
    await mail.askFor("emily@example.com", "en-US", browser);
    await mail.startWorker();
    await waitUntilIdle();
    const [arrived, ...more] = await mail.mails();
    expect(more).toEqual([]);
    const [code = ""] = arrived?.text.match(/^\d{8}$/m) ?? [];
    expect(await tryCode(browser, "sign-in", code, process.env.NEXTAUTH_SECRET ?? "")).toMatchObject({
      ok: true,
    });
  });

  it("says how long it is still valid", async () => {
    await mail.askFor("emily@example.com");
    await mail.portal.db.update(emailCodes).set({ expiresAt: new Date(Date.now() + 170_000) });
    await mail.startWorker();
    await waitUntilIdle();
    expect((await mail.mails())[0]?.text).toContain("It’s valid for 3 minutes");
  });
});

it("tells the old address of a change, in the customer's language", async () => {
  const { id } = await mail.portal.addCustomer({ email: "new@example.com", language: "ja" });
  const gone = crypto.randomUUID();
  await transaction(async (tx) => {
    await enqueueMail({ kind: "email-changed", customerId: id, to: "old@example.com" }, tx);
    await enqueueMail({ kind: "email-changed", customerId: gone, to: "gone@example.com" }, tx);
  });
  await mail.startWorker();
  await waitUntilIdle();
  const [arrived, ...more] = await mail.mails();
  expect(more).toEqual([]);
  expect(arrived?.to).toEqual(["old@example.com"]);
  expect(arrived && readLanguage(arrived)).toBe("ja");
  expect(arrived?.text).toContain("https://hearthby.example/help");
});

describe("a link that support sends", () => {
  /** Queues the mail about a new customer's printer. @returns the device's id */
  async function send(
    person: { email: string | null; language?: string },
    { name = "Sam Okafor" as string | null, ...more } = {},
  ): Promise<string> {
    const customer = await mail.portal.addCustomer(person);
    const [sender] = await mail.portal.db.insert(staff).values({ role: "support", name }).returning();
    const deviceId = await mail.portal.addDevice(customer, undefined, { name: "プリンター" });
    const link = { kind: "link", customerId: customer.id, staffId: sender?.id ?? "", deviceId } as const;
    await enqueueMail({ ...link, card: "supplies", ...more });
    return deviceId;
  }

  it.each([
    ["ja", "ja"],
    ["de-AT", "de"],
    ["mul", "en-US"],
    [undefined, "en-US"],
  ])("to a customer with the language %s is written in %s", async (profile, language) => {
    const deviceId = await send({ email: "hana@example.com", language: profile });
    const worker = await mail.startWorker();
    await waitUntilIdle();
    const [arrived, ...more] = await mail.mails();
    expect(more).toEqual([]);
    expect(arrived?.to).toEqual(["hana@example.com"]);
    expect(arrived && readLanguage(arrived)).toBe(language);
    expect(arrived?.subject).toContain("プリンター");
    for (const part of [arrived?.text, arrived?.html]) {
      expect(part).toContain(`http://localhost:3000/devices/${deviceId}?card=supplies`);
      expect(part).toContain("Sam Okafor");
      expect(part).not.toContain("hana@");
    }
    expect(listFailures(worker)).toEqual([]);
  });

  it("is sent for the account-wide card, and from a sender without a name", async () => {
    await send({ email: "hana@example.com" }, { name: null, deviceId: null, card: "all-devices" } as object);
    await mail.startWorker();
    await waitUntilIdle();
    const [arrived] = await mail.mails();
    expect(arrived?.text).toContain("http://localhost:3000/devices\n");
    expect(arrived?.text).toContain("Hearthby support is sending you");
  });

  it.each([
    ["de-AT", "Für Waschgerät"],
    ["fr", "Pour Washer"],
  ])("names the models of one of several vendors in %s", async (language, words) => {
    const { owner, db, addDevice } = mail.portal;
    await owner.query(
      `insert into device_models (model_id, name, names, vendor_code)
       values ('W-1', 'Washer', '{"de": "Waschgerät"}', 'W') on conflict do nothing`,
    );
    const card = { deviceId: null, card: "all-devices", vendorCode: "W" };
    await send({ email: "hana@example.com", language }, card as object);
    const [customer] = await db.select().from(customers).orderBy(desc(customers.createdAt)).limit(1);
    await addDevice({ id: customer?.id } as Customer, "W-1");
    await mail.startWorker();
    await waitUntilIdle();
    const [arrived] = await mail.mails();
    for (const part of [arrived?.text, arrived?.html]) expect(part).toContain(words);
  });

  it.each([
    ["the customer", "delete from devices; delete from customers where email = 'hana@example.com'"],
    ["the address", "update customers set email = null where email = 'hana@example.com'"],
    ["the device", "update devices set removed_at = now()"],
    ["the card", "update customers set country = 'ZA' where email = 'hana@example.com'"],
  ])("is not sent when %s is gone", async (_, sql) => {
    await send({ email: "hana@example.com" });
    await mail.portal.owner.query(sql);
    const worker = await mail.startWorker();
    await waitUntilIdle();
    expect(await mail.mails()).toEqual([]);
    expect(listFailures(worker)).toEqual([]);
    await mail.portal.owner.query("delete from devices");
  });
});

describe("when mail cannot be sent", () => {
  it.each([
    ["refuse", "LarderError: EENVELOPE RCPT TO 450 4.2.1"],
    ["hang", "LarderError: ETIMEDOUT: Greeting never received"],
  ])("sends it later and logs why: %s", async (mode, reason) => {
    await mail.behave(mode);
    await mail.askFor("emily@example.com");
    const worker = await mail.startWorker();
    await expect.poll(() => listFailures(worker).length, poll).toBeGreaterThan(0);
    await mail.behave("accept");
    await waitUntilIdle();
    expect(await mail.mails("emily@example.com")).toHaveLength(1);
    const [{ id } = { id: "" }] = await mail.jobs();
    expect(listFailures(worker)[0]).toMatchObject({
      ...{ what: "mail", causes: [reason], job: id, kind: "code", attempt: 1 },
    });
    const [row] = await mail.portal.db.select().from(emailCodes).orderBy(desc(emailCodes.createdAt));
    expect(worker.output()).not.toContain(deriveCode(row?.id ?? "", process.env.NEXTAUTH_SECRET ?? ""));
    expect(worker.output()).not.toMatch(/emily|example\.com/i);
  });

  it("retries when nothing listens on the port", async () => {
    await mail.askFor("emily@example.com");
    const worker = await mail.startWorker({ SMTP_URL: "smtp://127.0.0.1:9" });
    await expect.poll(() => listFailures(worker).length, poll).toBeGreaterThan(0);
    expect(listFailures(worker)[0]).toMatchObject({
      what: "mail",
      causes: [expect.stringContaining("ECONNREFUSED")],
    });
    await expect.poll(async () => (await mail.jobs())[0]?.state, poll).toBe("retry");
  });

  it("gives up a permanently rejected mail at once, and logs it", async () => {
    await mail.behave("reject");
    await mail.askFor("emily@example.com");
    const worker = await mail.startWorker();
    await expect.poll(async () => (await mail.jobs())[0]?.state, poll).toBe("failed");
    expect(listFailures(worker)).toMatchObject([
      { what: "mail given up", causes: ["LarderError: EENVELOPE RCPT TO 550 5.1.1"], attempt: 1 },
    ]);
    const [job] = await mail.jobs();
    expect(job?.output?.message).toMatch(
      /^EENVELOPE RCPT TO 550 5\.1\.1 \(reference [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\)$/,
    );
    expect(worker.output() + JSON.stringify(job)).not.toMatch(/emily|example\.com/i);
  });

  it("stops after the last try, and logs that", async () => {
    await mail.behave("refuse");
    await mail.askFor("emily@example.com");
    await mail.portal.owner.query("update pgboss.job set retry_limit = 1");
    const worker = await mail.startWorker();
    await expect.poll(async () => (await mail.jobs())[0]?.state, poll).toBe("failed");
    expect(listFailures(worker)).toMatchObject([
      { what: "mail", attempt: 1 },
      { what: "mail given up", attempt: 2 },
    ]);
  });

  it("gives up a code that has expired", async () => {
    await mail.behave("refuse");
    await mail.askFor("emily@example.com");
    const worker = await mail.startWorker();
    await expect.poll(() => listFailures(worker).length, poll).toBeGreaterThan(0);
    await mail.portal.db.update(emailCodes).set({ expiresAt: new Date() });
    await mail.behave("accept");
    await expect.poll(async () => (await mail.jobs())[0]?.state, poll).toBe("failed");
    expect(listFailures(worker).at(-1)).toMatchObject({
      what: "mail given up",
      causes: ["LarderError: the code ran out before its mail could leave"],
    });
    expect(await mail.mails()).toEqual([]);
  });
});

it("sends each of forty mails once with two workers", async () => {
  await Promise.all([mail.startWorker(), mail.startWorker()]);
  const addresses = Array.from({ length: 40 }, (_, index) => `customer-${index}@example.com`);
  for (const email of addresses) {
    await mail.portal.addCustomer({ email });
    await mail.askFor(email);
  }
  await waitUntilIdle();
  const reached = (await mail.mails()).flatMap(({ to }) => to);
  expect(reached.sort()).toEqual(addresses.sort());
});

it("sends codes before other mail that waits longer", async () => {
  const { id: customerId } = await mail.portal.addCustomer();
  for (let index = 0; index < 60; index += 1)
    await enqueueMail({ kind: "email-changed", customerId, to: `old-${index}@example.com` });
  for (let index = 0; index < 30; index += 1) await mail.askFor("emily@example.com");
  await mail.startWorker();
  await waitUntilIdle();
  const { rows } = await mail.portal.owner.query<{ early: number }>(
    `select count(*)::int as early from pgboss.job where data->>'kind' <> 'code'
       and started_on < (select max(started_on) from pgboss.job where data->>'kind' = 'code')`,
  );
  // One of the ten mails at once is the last code.
  expect(rows[0]?.early).toBeLessThan(10);
  expect(await mail.mails("emily@example.com")).toHaveLength(30);
});

describe("the process", () => {
  it("shuts down cleanly", async () => {
    const worker = await mail.startWorker();
    process.kill(worker.pid, "SIGTERM");
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    const lines = worker.output().trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { what: "worker", ready: true, mail: true },
      { what: "ending", signal: "SIGTERM" },
    ]);
  });

  it("does not wait forever for a mail being sent, and leaves it to the next worker", async () => {
    await mail.behave("late");
    await mail.askFor("emily@example.com");
    const worker = await mail.startWorker();
    await expect.poll(async () => (await mail.mails()).length, poll).toBe(1);
    process.kill(worker.pid, "SIGTERM");
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect((await mail.jobs())[0]?.state).toBe("retry");
  });

  it("continues after its database connections were cut", async () => {
    const worker = await mail.startWorker();
    const admin = new Client({ connectionString: mail.portal.database.adminUrl });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'larder-worker%' and datname = current_database()",
    );
    await admin.end();
    await mail.askFor("emily@example.com");
    await waitUntilIdle();
    expect(await mail.mails("emily@example.com")).toHaveLength(1);
    expect(worker.exit()).toBeUndefined();
  });

  it("without SMTP_URL sends no mail, but still purges", async () => {
    await mail.askFor("emily@example.com");
    const subtractDays = (days: number) => new Date(Date.now() - days * 24 * 3600_000);
    await mail.portal.db.update(emailCodes).set({ createdAt: subtractDays(2) });
    const { id: customerId } = await mail.portal.addCustomer();
    for (const days of [399, 401])
      await mail.portal.db.insert(knownBrowsers).values({
        ...{ customerId, browserHash: Buffer.from(`${days}`), seenAt: subtractDays(days) },
      });
    await mail.portal.db.insert(signIns).values({ customerId, method: "oidc", at: subtractDays(31) });
    const deviceId = await mail.portal.addDevice(await mail.portal.addCustomer());
    for (const days of [29, 31])
      await mail.portal.db.insert(reportKeys).values({
        ...{ deviceId, key: Buffer.from(`${days}`), at: subtractDays(days) },
      });
    const [reading] = await mail.portal.db
      .insert(readings)
      .values({ deviceId, slotId: crypto.randomUUID(), at: subtractDays(150), value: 1 })
      .returning();
    const period = Math.floor(subtractDays(150).getTime() / 24 / 3600_000 / 50);
    await mail.portal.db.insert(readingHistory).values({ readingId: reading?.id ?? 0, period, points: [1] });
    const worker = await mail.startWorker({ SMTP_URL: "", MAIL_FROM: "" });
    expect(worker.output()).toContain('"ready":true,"mail":false}');
    await expect.poll(() => mail.portal.db.$count(emailCodes), poll).toBe(0);
    await expect.poll(() => mail.portal.db.$count(knownBrowsers), poll).toBe(1);
    await expect.poll(() => mail.portal.db.$count(signIns), poll).toBe(0);
    await expect.poll(() => mail.portal.db.$count(readings), poll).toBe(0);
    await expect.poll(() => mail.portal.db.$count(reportKeys), poll).toBe(1);
    expect(await mail.jobs()).toMatchObject([{ state: "created" }]);
  });

  it("deletes mails after RETENTION_MAIL_DAYS, sent or given up", async () => {
    await mail.askFor("emily@example.com");
    await mail.askFor("jonas@example.com");
    await mail.askFor("odd@example.com");
    await mail.portal.owner.query(`
      update pgboss.job j set state = case when n = 1 then 'failed' else 'completed' end::pgboss.job_state,
        completed_on = now() - case when n = 3 then 1 else 3 end * interval '1 day'
      from (select id, row_number() over (order by created_on) as n from pgboss.job) numbered
      where j.id = numbered.id`);
    await mail.startWorker({ RETENTION_MAIL_DAYS: "2" });
    await expect.poll(async () => (await mail.jobs()).length, poll).toBe(1);
    const archived = "select from pgboss.archive";
    await expect
      .poll(async () => (await mail.portal.owner.query(archived)).rowCount, { ...poll, timeout: 30_000 })
      .toBe(0);
  });

  it.each([
    [
      { NEXTAUTH_URL: "somewhere", MAIL_FROM: "" },
      /^ {2}NEXTAUTH_URL is not a URL[\s\S]*^ {2}MAIL_FROM is missing/m,
    ],
    [{ PARTNER_TEXTS: "/nowhere.json" }, /^PARTNER_TEXTS: \/nowhere\.json cannot be read/m],
    [{ DATABASE_URL: "postgres://nobody:none@127.0.0.1:9/none" }, /ECONNREFUSED/],
  ])("reports what is wrong with %j and exits with 1", async (settings, said) => {
    const failure = await mail.startWorker(settings).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ChildExited);
    expect((failure as ChildExited).code).toBe(1);
    expect((failure as ChildExited).child.output()).toMatch(said);
    expect((failure as ChildExited).child.output()).not.toMatch(/^\s+at /m);
  });
});
