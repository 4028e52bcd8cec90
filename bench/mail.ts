// npm run bench:mail [-- 50]: queues 5,000 other mails and then 2,000 codes, starts the built worker, and shows when they
// reach a local SMTP server that takes so many milliseconds for each mail.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import { SMTPServer } from "smtp-server";
import { bundlePrograms, writeManifest } from "@/launcher/bundle";
import { migrate } from "@/launcher/migrate";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { startWorkerWith } from "@/launcher/worker";
import { requestCode } from "@/lib/codes";
import { closeDatabase, customers, pool } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { setSettings } from "@/tests/stage";

const [others, codes] = [5000, 2000];
const milliseconds = Number(process.argv[2] ?? 0);
if (!Number.isInteger(milliseconds) || milliseconds < 0) throw new Error("Give a number of milliseconds.");

type Arrival = { isCode: boolean; at: number };
const arrivals: Arrival[] = [];
let connections = 0;
let finish = () => {};
const all = new Promise<void>((resolve) => {
  finish = resolve;
});

const smtp = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  disableReverseLookup: true,
  onConnect: (_session, done) => {
    connections += 1;
    done();
  },
  onData: async (stream, { envelope }, done) => {
    stream.resume();
    await once(stream, "end");
    await wait(milliseconds);
    const [to] = envelope.rcptTo;
    arrivals.push({ isCode: to?.address.startsWith("code-") ?? false, at: performance.now() });
    done();
    if (arrivals.length === others + codes) finish();
  },
});

/** Queues the mails as the portal does. */
async function queueMails(): Promise<void> {
  const limit = pLimit(8);
  const repeat = (times: number, work: (index: number) => Promise<void>) =>
    Promise.all(Array.from({ length: times }, (_, index) => limit(() => work(index))));
  const customerId = crypto.randomUUID();
  await pool().insert(customers).values({ id: customerId, email: "first@example.com" });
  await repeat(others, (index) =>
    enqueueMail({ kind: "email-changed", customerId, to: `other-${index}@example.com` }),
  );
  await repeat(codes, (index) =>
    requestCode({
      purpose: "sign-in",
      customerId: null,
      language: "en-US",
      email: `code-${index}@example.com`,
      browserHash: Buffer.from(String(index)),
    }),
  );
}

function print(what: string, arrived: Arrival[], started: number): void {
  const [first, last] = [arrived[0]?.at ?? 0, arrived.at(-1)?.at ?? 0];
  const format = (moment: number) => `${((moment - started) / 1000).toFixed(1)} s`.padStart(8);
  const rate = Math.round(arrived.length / ((last - Math.max(first, started)) / 1000));
  console.log(`${what.padEnd(14)}from${format(first)} to${format(last)}${String(rate).padStart(6)} a second`);
}

const folder = mkdtempSync(path.join(tmpdir(), "larder-bench-"));
const server = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
try {
  await migrate(server.ownerUrl);
  await bundlePrograms(folder);
  writeManifest(folder);
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  setSettings({
    DATABASE_URL: server.appUrl,
    SELF_SIGN_UP: "true",
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: "devices@example.com",
  });
  await queueMails();
  const started = performance.now();
  const worker = await startWorkerWith(process.env, path.join(folder, "worker.log"), folder);
  await all;
  await worker.stop();
  const sent = arrivals.filter(({ isCode }) => isCode);
  const lastCode = sent.at(-1)?.at ?? 0;
  const early = arrivals.filter(({ isCode, at }) => !isCode && at < lastCode).length;
  console.log(
    `${availableParallelism()} processors, Node ${process.version}; ${milliseconds} ms a mail, ${connections} connections`,
  );
  print("2,000 codes", sent, started);
  print(
    "5,000 others",
    arrivals.filter(({ isCode }) => !isCode),
    started,
  );
  console.log(`${early} others before the last code`);
} finally {
  smtp.close();
  await closeDatabase();
  await server.stop();
  rmSync(folder, { recursive: true });
}
