import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectSafe } from "../expect-safe";
import { type Started, start, stop, Visitor } from "../visitor";
import { day } from "./curve";
import { Receiver, type Sample } from "./receiver";

const base = { sensor: "level", measurement: "percentage", perDay: 2 };
const cyan = { ...base, instance: "InkSensor.Cyan", share: 0.12 };
const printers = Array.from({ length: 3 }, (_, index) => ({
  ...{ modelId: "INK 4", serial: `P-${index}` },
  slots: [cyan, { ...base, instance: "InkSensor.Black" }],
  silentDays: index === 1 ? 16 : undefined,
}));
const coffee = {
  ...{ modelId: "BREW-2", serial: "C-0" },
  slots: [
    { ...base, instance: "Pods", sensor: "usage", measurement: "count", perDay: 8 },
    { ...base, instance: "Filter", sensor: "level-usage", perDay: 0.6 },
  ],
};
const devices = { seed: "a", devices: [...printers, coffee] };

const receiver = new Receiver();
const { arrived } = receiver;
let portal: string;
let folder: string;
let note: string;
let running: Started[] = [];

beforeAll(async () => {
  portal = await receiver.open();
});
afterAll(() => receiver.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "larder-devices-"));
  note = join(folder, "sent.json");
  writeFileSync(join(folder, "devices.json"), JSON.stringify(devices));
});
afterEach(async () => {
  for (const one of running) expect(await stop(one)).toBe(0);
  running = [];
  rmSync(folder, { recursive: true });
  [arrived.length, receiver.answers] = [0, []];
});

async function startDevices(): Promise<Started> {
  const options = ["--port", "0", "--devices", join(folder, "devices.json"), "--note", note];
  const started = await start("sandbox/devices/main.ts", ...options, "--portal", portal, "--key", "lk_1");
  running.push(started);
  return started;
}
const finish = async (started: Started) => expect(await started.readLine()).toBe('{"caughtUp":true}');
const isPrinter = ({ endpointId }: Sample) => endpointId.startsWith("INK 4");
const readNote = () => JSON.parse(readFileSync(note, "utf8"));
/** Starts it with a note. @returns what was due until then */
async function startAgain(sentDays: number, writtenDays: number): Promise<Sample[]> {
  const now = Date.now();
  const ago = (days: number) => now - days * day;
  const given = { start: ago(100), moved: 0, sent: ago(sentDays), written: ago(writtenDays) };
  writeFileSync(note, JSON.stringify(given));
  await finish(await startDevices());
  const samples = receiver.list();
  expect(Math.min(...samples.map(({ at }) => at))).toBeGreaterThanOrEqual(given.sent);
  return samples.filter(({ at }) => at < now);
}

describe("the device simulator", () => {
  it("sends the present levels, then a year, oldest first, then the present again", async () => {
    const before = Date.now();
    await finish(await startDevices());
    const reports = arrived.filter(({ path }) => path === "/api/v1/reports");
    for (const { headers, body } of reports) {
      expect(headers).toMatchObject({ authorization: "Bearer lk_1", "content-type": "application/x-ndjson" });
      expect(body.split("\n").length).toBeLessThanOrEqual(1000);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1_000_000);
    }
    const [first, ...more] = reports.map(({ samples }) => samples);
    for (const present of [first, more.pop()]) {
      expect(present?.map(({ endpointId }) => endpointId)).toEqual([
        "INK 4:P-0",
        "INK 4:P-0",
        "INK 4:P-2",
        "INK 4:P-2",
      ]);
      for (const { at } of present ?? []) expect(at).toBeGreaterThanOrEqual(before);
    }
    expect(first?.find(({ instance }) => instance === "InkSensor.Cyan")?.value).toBeLessThan(15);

    // More than fit into one request.
    expect(more.length).toBeGreaterThan(1);
    const year = more.flat();
    expect(year.map(({ at }) => at)).toEqual(year.map(({ at }) => at).sort());
    const { start: started } = readNote();
    expect(year[0]?.at).toBeGreaterThanOrEqual(started - 365 * day);
    const listTimes = (endpointId: string) =>
      year.flatMap((sample) =>
        sample.endpointId === endpointId && sample.at < started ? started - sample.at : [],
      );
    expect(listTimes("INK 4:P-0")).toHaveLength(2 * 365);
    expect(listTimes("INK 4:P-1")).toHaveLength(2 * (365 - 16));
    expect(Math.min(...listTimes("INK 4:P-1"))).toBeGreaterThan(16 * day);
    const uses = year.filter((sample) => !isPrinter(sample)).map(({ id }) => id);
    expect(uses.length).toBeGreaterThan(365);
    expect(new Set(uses).size).toBe(uses.length);

    // Of several replacements in a year, the last.
    expect(arrived.filter((each) => !reports.includes(each))).toEqual([
      {
        path: "/api/v1/models/BREW-2/devices/C-0/replacements",
        headers: expect.objectContaining({
          authorization: "Bearer lk_1",
          "content-type": "application/json",
        }),
        body: expect.stringMatching(/^\{"instance":"Filter","at":"\d{4}-\d\d-\d\dT23:59:59\.999Z"\}$/),
        samples: [],
      },
    ]);
  });

  it("sends only what is missing when it starts again", async () => {
    const samples = await startAgain(3, 3);
    expect(samples.filter(isPrinter)).toHaveLength(3 * 2 * 2);
    expect(samples.filter(({ instance }) => instance === "Pods")).toHaveLength(3);
    const { sent } = readNote();
    arrived.length = 0;
    await finish(await startDevices());
    const more = receiver.list();
    expect(more.length).toBeGreaterThan(0);
    expect(more.filter(({ at }) => at < sent)).toEqual([]);
  });

  it("after a long time sends no use that the portal could count twice", async () => {
    const before = Date.now();
    const samples = await startAgain(40, 26);
    expect(samples.filter(isPrinter)).toHaveLength(40 * 2 * 2);
    const uses = samples.filter(({ instance }) => instance === "Pods");
    expect(uses.length).toBeGreaterThan(20);
    expect(Math.min(...uses.map(({ at }) => at))).toBeGreaterThanOrEqual(before - 25 * day);
  });

  it("sends again what a portal that is away or busy does not take", async () => {
    receiver.answers = ["away", 503, 429];
    await finish(await startDevices());
    const [unavailable, limited, taken] = arrived;
    expect(unavailable?.body).toBe(taken?.body);
    expect(limited?.body).toBe(taken?.body);
    expect(arrived.length).toBeGreaterThan(4);
  });

  it("notes what the portal took, says why it refuses the rest, and goes on", async () => {
    receiver.answers = [202, 202, 202, 401];
    const refused = await startDevices();
    await finish(refused);
    expect(refused.stderr()).toBe("The portal answers 401: {}\n");
    expect(readNote().sent).toBe(arrived[2]?.samples.at(-1)?.at);
    const order = { method: "POST", body: new URLSearchParams() };
    expect((await fetch(`${refused.ready.page}/day`, order)).status).toBe(202);
    await expect.poll(() => readNote().moved).toBe(1);
    await expect.poll(() => arrived.length).toBeGreaterThan(4);
  });

  it("moves on by a day from the control page, with all of it stamped now", async () => {
    const moved = await startDevices();
    await finish(moved);
    const ports = ["eu", "na", "fe", "app"].flatMap((name) => [`--${name}`, "0"]);
    const dash = await start(
      "sandbox/dash/main.ts",
      "--ready-line",
      ...ports,
      "--devices",
      String(moved.ready.page),
    );
    running.push(dash);
    const control = `${dash.ready.eu}/control`;
    const page = await (await fetch(control)).text();
    expect(page).toContain(`action="/control/day"`);
    expect(page).not.toContain(`role="status"`);
    const ids = new Set(receiver.list().map(({ id }) => id));
    arrived.length = 0;
    const now = Date.now();
    const answer = await new Visitor().post(`${control}/day`, {});
    expectSafe(answer);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/control?moved#devices"]);
    expect(await (await fetch(`${control}?moved`)).text()).toContain(`role="status"`);
    await expect.poll(() => readNote().sent).toBeGreaterThanOrEqual(now + day);

    const samples = receiver.list();
    expect(samples.filter(({ at, id }) => at < now || at > Date.now() || ids.has(id))).toEqual([]);
    expect(samples.map(({ endpointId }) => endpointId)).not.toContain("INK 4:P-1");
    expect(samples.map(({ instance }) => instance)).toEqual(
      expect.arrayContaining(["Pods", "InkSensor.Cyan"]),
    );

    const foreign = {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: new URLSearchParams(),
    };
    expect((await fetch(`${control}/day`, foreign)).status).toBe(403);
    expect((await fetch(`${control}/day`)).status).toBe(405);
    expect(await stop(moved)).toBe(0);
    const gone = await new Visitor().post(`${control}/day`, {});
    expect([gone.status, await gone.text()]).toEqual([502, expect.stringContaining("does not answer")]);
  });
});

it.each([
  [["--port", "0"], "--devices is missing"],
  [["--port", "0", "--devices", "sandbox/README.md"], "--devices: cannot read"],
])("refuses %j: %s", async (args, message) => {
  const failure = await start("sandbox/devices/main.ts", ...args).catch((fault: Error) => fault);
  expect(String(failure)).toContain("ended with 2");
  expect(String(failure)).toContain(message);
});
