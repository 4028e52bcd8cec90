import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect as openSocket, type Server } from "node:net";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "playwright/test";
import { distDirectory, root } from "../launcher/paths";
import { buildPortalEnvironment, type PortalOptions, tryPortal } from "../launcher/portal";
import { startNode } from "../launcher/processes";
import { changeOptions, startOtherPortal } from "./support/portals";

// How the processes start, refuse to start, and end.

let scratch: string;
test.beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), "larder-process-"));
});
test.afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Expects a portal to print one line and exit with 1. @returns the line */
async function refuse(options: PortalOptions): Promise<string> {
  const portal = await tryPortal(options);
  if (portal.url !== undefined) {
    await portal.stop();
    throw new Error("The portal started.");
  }
  expect(portal.exitCode).toBe(1);
  const lines = portal.output.trimEnd().split("\n");
  expect(lines, "one line, without a stack").toHaveLength(1);
  return lines[0] ?? "";
}

/** Copies dist/ and lets a test damage the copy. */
function copyBuild(damage: (directory: string) => void): string {
  const directory = mkdtempSync(path.join(scratch, "dist-"));
  cpSync(distDirectory, directory, { recursive: true, verbatimSymlinks: true });
  damage(directory);
  return directory;
}

const halves: [what: string, damage: (directory: string) => void, says: RegExp][] = [
  [
    "without its manifest",
    (directory) => rmSync(path.join(directory, "manifest.json")),
    /manifest\.json.*npm run build/,
  ],
  [
    "with a file missing",
    (directory) => rmSync(path.join(directory, "next/server.js")),
    /next\/server\.js is missing/,
  ],
  [
    "with a file cut off",
    (directory) => writeFileSync(path.join(directory, "worker.js"), "x"),
    /worker\.js is .*cut off/,
  ],
  [
    "made with another Node",
    (directory) => {
      const file = path.join(directory, "manifest.json");
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), node: "18" }));
    },
    /made with Node 18, and this is Node \d+/,
  ],
];
for (const [what, damage, says] of halves) {
  test(`a build ${what} does not start`, async () => {
    const directory = copyBuild(damage);
    expect(await refuse(await changeOptions({ directory }))).toMatch(says);
  });
}

test("a port in use is said in one line", async () => {
  const other: Server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  // The launcher's probe would get no answer from the other program.
  const options = await changeOptions({ port });
  expect(await refuse(options)).toBe(
    `Port ${port} on 127.0.0.1 is in use. Set PORT to a free one, or stop the other program.`,
  );
  other.close();
});

test("a settings file that cannot be read is said in one line", async () => {
  const options = await changeOptions({ env: { SETTINGS_FILE: scratch } });
  expect(await refuse(options)).toContain(scratch);
});

const databases: [what: string, change: (url: URL) => void, says: RegExp][] = [
  [
    "that does not answer",
    (url) => {
      url.port = "9";
    },
    /The database does not answer: .*ECONNREFUSED/,
  ],
  [
    "that does not exist",
    (url) => {
      url.pathname = "/nowhere";
    },
    /The database refuses: database "nowhere" does not exist/,
  ],
  [
    "that was not migrated",
    (url) => {
      url.pathname = "/postgres";
    },
    /has not been migrated.*npm run db:migrate/,
  ],
];
for (const [what, change, says] of databases) {
  test(`a database ${what} is said in one line`, async () => {
    const { databaseUrl } = await changeOptions({});
    const url = new URL(databaseUrl);
    change(url);
    const line = await refuse(await changeOptions({ databaseUrl: url.href }));
    expect(line).toMatch(says);
    expect(line, "no password").not.toContain(url.password);
  });
}

test("SIGTERM ends the portal after the request in progress, and nothing is answered afterwards", async () => {
  const portal = await startOtherPortal({});
  const { port } = new URL(portal.url);
  const body = "callbackUrl=%2Fdevices";
  const socket = openSocket(Number(port), "127.0.0.1");
  const head = `POST /sign-in/start HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${portal.url}\r\n`;
  socket.write(
    `${head}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.slice(0, 5));
  const answer = text(socket);
  // The server has seen the request once it logs another that came later on.
  await fetch(`${portal.url}/api/health/live`);

  process.kill(portal.child.pid, "SIGTERM");
  await expect
    .poll(() =>
      fetch(portal.url).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false);
  expect(portal.child.exit(), "waits for the request").toBeUndefined();
  socket.write(body.slice(5));
  expect(await answer).toMatch(/^HTTP\/1\.1 303 /);
  expect(await portal.child.exited).toEqual({ code: 0, signal: null });
});

test("SIGTERM ends an idle portal at once, despite open connections", async () => {
  const portal = await startOtherPortal({});
  await fetch(portal.url);
  process.kill(portal.child.pid, "SIGTERM");
  expect(await portal.child.exited).toEqual({ code: 0, signal: null });
});

test("a portal is ready until DRAIN_SECONDS are over, but says that it is ending", async () => {
  const portal = await startOtherPortal({ env: { DRAIN_SECONDS: "10" } });
  process.kill(portal.child.pid, "SIGTERM");
  await expect.poll(async () => (await fetch(`${portal.url}/api/health/ready`)).status).toBe(503);
  expect((await fetch(`${portal.url}/sign-in`)).status).toBe(200);
  expect(await portal.child.exited).toEqual({ code: 0, signal: null });
});

/** Whether any process of a group is left. */
function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

for (const [script, isReady] of [
  ["start", '"what":"portal","ready":true'],
  ["worker", '"what":"worker","ready":true'],
] as const) {
  test(`SIGTERM to npm ends npm ${script === "start" ? "start" : "run worker"} too, and leaves no process`, async () => {
    const options = await changeOptions({});
    const npm: ChildProcess = spawn("npm", ["run", script], {
      cwd: root,
      env: buildPortalEnvironment(options),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [npm.stdout, npm.stderr]) stream?.on("data", (chunk) => (output += chunk));
    await expect.poll(() => output, { timeout: 30_000 }).toContain(isReady);
    npm.kill("SIGTERM");
    await expect.poll(() => isGroupAlive(npm.pid as number), { timeout: 30_000 }).toBe(false);
    await expect.poll(() => output).toContain('"what":"ending"');
  });
}

test("the commands run from dist/ and report a wrong setting in words", async () => {
  for (const [program, args, names] of [
    ["migrate", [], ["DATABASE_URL is missing"]],
    ["catalogue", ["export", "-"], ["DATABASE_URL is missing"]],
    ["audit-purge", [], ["--older-than is missing"]],
    ["keys", ["list"], ["DATABASE_URL is missing"]],
  ] as const) {
    const child = await startNode("The command", [path.join(distDirectory, `${program}.js`), ...args], {
      cwd: scratch,
      env: { PATH: process.env.PATH, NODE_ENV: "production" },
      logPath: path.join(scratch, `${program}.log`),
    });
    expect((await child.exited).code).toBe(1);
    for (const name of names) expect(child.output()).toContain(name);
  }
});
