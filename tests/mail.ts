// Sets up tests of the worker: a portal's database, a controllable mail server, and production workers.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Child } from "@/launcher/processes";
import { startWorkerWith } from "@/launcher/worker";
import { requestCode } from "@/lib/codes";
import { start, stop as stopStandIn } from "@/sandbox/visitor";
import { createTestStage } from "./stage";

type ArrivedMail = {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: { name: string; value: string }[];
};

type JobRow = { id: string; state: string; retry_count: number; output: { message?: string } | null };

export type LogLine = { what: string; causes: string[]; job?: string; kind?: string; attempt?: number };

/** Starts a portal's test database and the sandbox's mailbox; tests then start workers one by one. */
export async function startTestMail(settings: Record<string, string> = {}) {
  const mailbox = await start("sandbox/mailbox/main.ts", "--smtp", "0", "--port", "0");
  const page = String(mailbox.ready.page);
  const portal = await createTestStage({
    SMTP_URL: String(mailbox.ready.smtp),
    MAIL_FROM: "Hearthby <devices@example.com>",
    ...settings,
  });
  const logs = mkdtempSync(path.join(tmpdir(), "larder-worker-"));
  const workers: Child[] = [];

  async function startWorker(more: Record<string, string> = {}): Promise<Child> {
    const worker = await startWorkerWith(
      { ...process.env, ...more },
      path.join(logs, `${workers.length + 1}.log`),
      process.env.TEST_PROGRAMS,
    );
    workers.push(worker);
    return worker;
  }

  /** Stops the workers, empties queue and mailbox, and restores normal mail delivery. */
  async function reset(): Promise<void> {
    for (const worker of workers) await worker.stop();
    await portal.owner.query("delete from pgboss.job");
    for (const what of ["mails", "control"]) await fetch(`${page}/${what}`, { method: "DELETE" });
  }

  async function stop(): Promise<void> {
    await reset();
    await portal.stop();
    await stopStandIn(mailbox);
    rmSync(logs, { recursive: true });
  }

  return {
    portal,
    startWorker,
    reset,
    stop,
    /** Lists received mail, newest first: all of it, or that to one address. */
    mails: async (to = ""): Promise<ArrivedMail[]> =>
      (await fetch(`${page}/mails?format=json&to=${encodeURIComponent(to)}`)).json(),
    behave: (mode: string) =>
      fetch(`${page}/control`, { method: "POST", body: new URLSearchParams({ mode }) }),
    jobs: async (): Promise<JobRow[]> =>
      (await portal.owner.query<JobRow>("select * from pgboss.job order by created_on")).rows,
    /** Requests a sign-in code. @returns the hash of the browser that requested it */
    askFor: async (
      email: string,
      language = "en-US",
      browserHash: Buffer = randomBytes(32),
    ): Promise<Buffer> => {
      const request = { purpose: "sign-in", email, customerId: null, browserHash, language } as const;
      await requestCode(request);
      return browserHash;
    },
  };
}

export type TestMail = Awaited<ReturnType<typeof startTestMail>>;

/** Lists the failures that a worker has logged. */
export const listFailures = (worker: Child): LogLine[] =>
  worker
    .output()
    .split("\n")
    .filter((line) => line.startsWith('{"level":"error"'))
    .map((line): LogLine => JSON.parse(line));
