// Allows one demo per checkout: two would share one database directory.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Takes the lock until this process ends. If a demo already holds it, returns that demo's process id. */
export function takeLock(file: string): number | undefined {
  mkdirSync(path.dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
      process.on("exit", () => rmSync(file, { force: true }));
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (isDemo(holder)) return holder;
    rmSync(file, { force: true });
  }
}

/**
 * Checks that a process is a demo: after a crash or a container restart, its id may belong to another
 * program.
 */
function isDemo(pid: number): boolean {
  if (!(pid > 0) || pid === process.pid || pid === process.ppid) return false;
  return readCommand(pid).includes("demo.ts");
}

function readCommand(pid: number): string {
  if (!existsSync("/proc/self/cmdline")) {
    return spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
