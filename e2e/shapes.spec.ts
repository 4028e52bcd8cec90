import path from "node:path";
import { expect, test } from "playwright/test";
import { findFreePorts } from "../launcher/ports";
import { type Child, waitForAnswer, waitForReadyLine } from "../launcher/processes";
import { describeConfinement, runConfined, startConfined, tryToWrite } from "../launcher/shapes/confine";
import { startTrial, type Trial } from "../launcher/shapes/trial";

// The build in the shapes that we ship: the image that the Dockerfile describes, and the systemd units.

test.describe.configure({ mode: "serial" });

let trial: Trial;
test.beforeAll(async () => {
  trial = await startTrial();
  console.log(
    `The shapes run ${describeConfinement()}; ${Math.ceil(trial.size() / 1e6)} MB above ${trial.image.base}.`,
  );
});
test.afterAll(() => trial?.stop());

const log = (name: string) => path.join(trial.scratch, `${name}.log`);
const ownerUrl = () => ({ DATABASE_OWNER_URL: trial.postgres.ownerUrl });

async function expectToEnd(child: Child): Promise<void> {
  await child.stop();
  expect(await child.exited).toEqual({ code: 0, signal: null });
}

test("the image is small, runs as an ordinary user, and nothing in it can be written", () => {
  expect(trial.size()).toBeLessThan(100e6);
  expect(trial.image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  const { cwd, env } = trial.inImage([]);
  expect(tryToWrite([cwd, path.join(cwd, "dist/next")], env, cwd)).not.toContain("written");
});

test("the image migrates, twice, and says which programs it has", () => {
  for (let time = 0; time < 2; time++)
    expect(runConfined(trial.inImage(["migrate"], ownerUrl()))).toEqual({
      code: 0,
      output: "The database is up to date.\n",
    });
  expect(runConfined(trial.inImage(["wrker"]))).toEqual({
    code: 1,
    output:
      'There is no program "wrker". Programs: audit-purge, catalogue, doctor, import, keys, migrate, server, worker\n',
  });
});

test("the image runs the portal, the worker and commands", async () => {
  const { port } = await findFreePorts("port");
  const settings = trial.settings(port);
  expect(runConfined(trial.healthcheck(settings)).code, "before the start").toBe(1);
  const portal = await startConfined("The portal", trial.inImage([], settings), log("portal"));
  await waitForAnswer(portal, `http://127.0.0.1:${port}/api/health/ready`);
  expect(runConfined(trial.healthcheck(settings))).toEqual({ code: 0, output: "" });
  const page = await fetch(`http://127.0.0.1:${port}/sign-in`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Hearthby")]);
  const worker = await startConfined("The worker", trial.inImage(["worker"], settings), log("worker"));
  await waitForReadyLine(worker);
  expect(runConfined(trial.inImage(["keys", "list"], settings)).code).toBe(0);
  // Only the mail server of the trial does not exist.
  const report = runConfined(trial.inImage(["doctor"], settings));
  expect([report.code, report.output]).toEqual([1, expect.stringContaining("\n\nFaults: 1. Warnings: 0.\n")]);
  await expectToEnd(worker);
  await expectToEnd(portal);
  expect(portal.output()).not.toMatch(/EROFS|EACCES|"level":"error"/);
});

test("the systemd units migrate and run a portal and a worker", async () => {
  const { port } = await findFreePorts("port");
  const { PORT: _, ...settings } = trial.settings(port);
  const migrated = runConfined(trial.inUnit("larder-migrate.service", ownerUrl()));
  expect(migrated).toEqual({ code: 0, output: "The database is up to date.\n" });
  const unit = trial.inUnit("larder-portal@.service", settings, String(port));
  const portal = await startConfined("The portal", unit, log("unit-portal"));
  await waitForAnswer(portal, `http://127.0.0.1:${port}/api/health/ready`);
  const worker = await startConfined(
    "The worker",
    trial.inUnit("larder-worker.service", settings),
    log("unit-worker"),
  );
  await waitForReadyLine(worker);
  await expectToEnd(worker);
  await expectToEnd(portal);
});
