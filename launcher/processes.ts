import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { get } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { root } from "./paths";

export type Child = {
  name: string;
  pid: number;
  logPath: string;
  stopSignal: NodeJS.Signals;
  /** Reads its output so far. */
  output(): string;
  /** Undefined while it is running. */
  exit(): Exit | undefined;
  exited: Promise<Exit>;
  /** Whether `stop` was called. */
  stopping(): boolean;
  /** Sends `stopSignal`, waits up to `graceMs`, then kills it and its own children. */
  stop(): Promise<void>;
};

type Exit = { code: number | null; signal: NodeJS.Signals | null };

type StartOptions = {
  logPath: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  stopSignal?: NodeJS.Signals;
  graceMs?: number;
};

/** A child exited unexpectedly. The message ends with the last lines of its log. */
export class ChildExited extends Error {
  constructor(
    readonly child: Child,
    readonly code: number | null,
  ) {
    super(
      `${child.name} ended (${code === null ? "by a signal" : `exit code ${code}`}).\n${readTail(child)}`,
    );
    this.name = "ChildExited";
  }
}

const running: Pick<Child, "pid" | "stopSignal" | "stop">[] = [];
let ending = false;

/** Whether a signal is ending this process: errors that follow need no report. */
export const isEnding = () => ending;

/**
 * Starts a background child that writes to a log file. It gets its own process group, so Ctrl-C reaches only
 * the launcher, which then stops its children in order.
 */
export async function start(
  name: string,
  command: string,
  args: string[],
  options: StartOptions,
): Promise<Child> {
  if (ending) throw new Error(`Not starting ${name}: shutting down.`);
  mkdirSync(path.dirname(options.logPath), { recursive: true });
  const log = openSync(options.logPath, "w");
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: options.env ?? process.env,
    uid: options.uid,
    gid: options.gid,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  let exit: Exit | undefined;
  let stopping = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    });
  });
  const pid = await waitForSpawn(child, name);
  const stopSignal = options.stopSignal ?? "SIGTERM";

  const managed: Child = {
    name,
    pid,
    logPath: options.logPath,
    stopSignal,
    output: () => readFileSync(options.logPath, "utf8"),
    exit: () => exit,
    exited,
    stopping: () => stopping,
    stop: async () => {
      stopping = true;
      signal(pid, stopSignal);
      if (!exit) await Promise.race([exited, sleep(options.graceMs ?? 5_000, undefined, { ref: false })]);
      // Even if it exited by itself, its own children may still be running.
      signal(-pid, "SIGKILL");
      await exited;
    },
  };
  running.push(managed);
  void exited.then(() => running.splice(running.indexOf(managed), 1));
  return managed;
}

/** Starts a Node child that exits by itself if this process is killed. */
export function startNode(name: string, args: string[], options: StartOptions): Promise<Child> {
  const watcher = pathToFileURL(path.join(root, "launcher/with-parent.js")).href;
  const env = { ...(options.env ?? process.env), LARDER_PARENT_PID: String(process.pid) };
  return start(name, process.execPath, ["--import", watcher, ...args], { ...options, env });
}

/**
 * Runs a tool in the foreground and returns its exit code, or 1 after a signal. It gets its own process
 * group: otherwise Ctrl-C would send two SIGINTs, and test runners take a second one as "stop now".
 */
export async function runTool(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  command = process.execPath,
): Promise<number> {
  if (ending) throw new Error(`Not starting ${command}: shutting down.`);
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  const exited = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const pid = await waitForSpawn(child, command);
  const tool = {
    pid,
    stopSignal: "SIGINT" as const,
    stop: async () => {
      signal(pid, "SIGINT");
      await Promise.race([exited, sleep(15_000, undefined, { ref: false })]);
      signal(-pid, "SIGKILL");
      await exited;
    },
  };
  running.push(tool);
  return exited.finally(() => running.splice(running.indexOf(tool), 1));
}

/** Waits until `probe` returns a value. Throws ChildExited if the child exits first. */
export async function waitUntilReady<T>(
  child: Child,
  probe: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const exit = child.exit();
    if (exit) throw new ChildExited(child, exit.code);
    const result = await probe();
    if (result !== undefined) return result;
    if (Date.now() > deadline) {
      throw new Error(
        `${child.name} was not ready after ${Math.round(timeoutMs / 1000)} seconds.\n${readTail(child)}`,
      );
    }
    await sleep(50);
  }
}

/** Waits for the line `{"ready":true,…}` that the sandbox programs print. */
export function waitForReadyLine<T>(child: Child): Promise<T> {
  return waitUntilReady(child, () => {
    const line = child.output().match(/^\{.*"ready":\s*true.*\}$/m)?.[0];
    return line ? (JSON.parse(line) as T) : undefined;
  });
}

/** Waits until `url` responds with 200. */
export async function waitForAnswer(child: Child, url: string): Promise<void> {
  let last: number | undefined;
  try {
    await waitUntilReady(child, async () => {
      last = await readStatus(url);
      return last === 200 ? true : undefined;
    });
  } catch (error) {
    if (last !== undefined && error instanceof Error) error.message += `\nLast answer of ${url}: ${last}`;
    throw error;
  }
}

/** Requests `url` without keep-alive, unlike fetch: a stopping server waits for open connections. */
function readStatus(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 10_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(undefined));
  });
}

/** Stops all children, newest first. */
export async function endAll(): Promise<void> {
  for (let child = running.at(-1); child; child = running.at(-1)) await child.stop();
}

/** On Ctrl-C, `kill` or a closed terminal, stops all children and exits with the given code. */
export function endAllOnSignals(exitCode: number, before?: () => void): void {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (ending) return;
      ending = true;
      before?.();
      void endAll().finally(() => process.exit(exitCode));
    });
  }
}

process.on("exit", () => {
  for (const child of running) signal(child.pid, child.stopSignal);
});

/** Reads the last lines of a child's log, for an error message. */
export function readTail(child: Child, lines = 20): string {
  const text = child.output().trimEnd();
  return `${text ? text.split("\n").slice(-lines).join("\n") : "(it wrote nothing)"}\nFull log: ${child.logPath}`;
}

function waitForSpawn(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new Error(`${name} could not be started: ${cause.message}`)));
    child.once("spawn", () => resolve(child.pid as number));
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // ESRCH: already gone. EPERM: on macOS, the group has only zombies left.
    if (!["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
