// Messages for npm run bench:reports, and what sends them.
import pLimit from "p-limit";
import type { Client } from "pg";
import { percent, writeChange, writeLevel, writeUse } from "@/tests/alexa-messages";
import { connections } from "./load";
import { keys, slotsPerDevice, useDevices } from "./reports-seed";

export type Body = { text: string; count: number };

/** Numbers messages, so that each has a slot and a time of its own. */
let messages = 0;
let requests = 0;

const makeLevel = (devices: number) => {
  const place = messages++ % (devices * slotsPerDevice);
  const [device, slot] = [(place % devices) + 1, Math.floor(place / devices)];
  const level = percent(50 - (messages % 4000) / 100);
  return writeChange(`R-${device}`, [writeLevel(`Ink.${slot}`, level, new Date())]);
};
const makeUse = () =>
  writeUse(`U-${(messages++ % useDevices) + 1}`, "Pods", { "@type": "Count", value: 1 }, new Date());

/** Makes requests of so many messages of different sensors. @param uses every so many messages is about use */
export const makeBodies = (
  devices: number,
  amount: number,
  count: number,
  uses = Number.POSITIVE_INFINITY,
): Body[] =>
  Array.from({ length: amount }, () => ({
    count,
    text: JSON.stringify(
      Array.from({ length: count }, (_, index) =>
        (index + 1) % uses === 0 ? makeUse() : makeLevel(devices),
      ),
    ),
  }));

/** Does jobs over the connections. @returns seconds */
export async function runAll<Job>(
  jobs: Job[],
  work: (job: Job, index: number) => Promise<unknown>,
): Promise<number> {
  const limited = pLimit(connections);
  const started = performance.now();
  await Promise.all(jobs.map((job, index) => limited(() => work(job, index))));
  return (performance.now() - started) / 1000;
}

/** @throws Error unless all messages are stored */
export async function post(url: string, { text, count }: Body): Promise<void> {
  const key = keys[requests++ % keys.length];
  const answer = await fetch(`${url}/api/v1/reports`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: text,
  });
  const said = await answer.text();
  if (answer.status !== 202 || said.split('"stored"').length !== count + 1)
    throw new Error(
      `${count} messages must be stored; the answer was ${answer.status}: ${said.slice(0, 300)}`,
    );
}

/** Inserts rows as bare as they can be: many in a statement, into a table without index. @returns seconds */
export async function insertBare(clients: Client[], statements: number, count: number): Promise<number> {
  const [first] = clients;
  await first?.query(
    "create table if not exists bare (device_id uuid, slot_id uuid, at timestamptz, value float8); truncate bare",
  );
  const ids = Array.from({ length: count }, () => crypto.randomUUID());
  const values = [ids, ids, ids.map(() => new Date()), ids.map((_, index) => index / 10)];
  const query = {
    name: "bare",
    text: "insert into bare select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::float8[])",
    values,
  };
  const free = [...clients];
  return runAll(Array.from({ length: statements }), async () => {
    const client = free.pop() as Client;
    await client.query(query);
    free.push(client);
  });
}
