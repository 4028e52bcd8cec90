// Runs programs as a container does: as nobody, on a file system that cannot be written.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { type Child, start } from "../processes";

export type Program = { argv: string[]; env: Record<string, string>; cwd: string };

const nobody = 65534;

// Only for root: gives up all rights, if allowed after remounting "/" read-only in a namespace of its own.
const demote = [
  ...["setpriv", "--reuid", `${nobody}`, "--regid", `${nobody}`, "--clear-groups"],
  ...["--bounding-set=-all", "--no-new-privs", "--"],
];
const remount = [
  ...["unshare", "--mount", "--propagation", "private", "sh", "-c"],
  `mount -o remount,bind,ro / && exec ${demote.join(" ")} "$@"`,
  "confined",
];

let wrapper: string[] | undefined;

/** Finds the strongest confinement that this machine allows: a read-only root, or files without write bits. */
function findWrapper(): string[] {
  wrapper ??= [remount, demote].find((each) => canRun([...each, process.execPath, "--version"])) ?? [];
  return wrapper;
}

const canRun = ([command = "", ...args]: string[]) =>
  spawnSync(command, args, { stdio: "ignore" }).status === 0;

/** Says how programs are confined. */
export const describeConfinement = () =>
  findWrapper() === remount
    ? "as nobody, with a read-only root"
    : `as ${findWrapper() === demote ? "nobody" : "this user"}, on files without write bits`;

/** Copies files into a directory of their own and takes the write bits away. */
export function layOut(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** Takes or gives back the write bits of all files and directories. */
export function setWritable(directory: string, isWritable: boolean): void {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  for (const file of [directory, ...entries.map((entry) => path.join(entry.parentPath, entry.name))]) {
    const status = lstatSync(file);
    if (!status.isSymbolicLink())
      chmodSync(file, isWritable ? status.mode | 0o200 : (status.mode | 0o444) & ~0o222);
  }
}

/** Names the command that runs a program. A program's environment is all that it gets. */
const wrap = ({ argv, env }: Program) => {
  const [command = "", ...args] = [...findWrapper(), ...argv];
  return { command, args, env: { PATH: process.env.PATH, ...env } as unknown as NodeJS.ProcessEnv };
};

/** Runs a program to its end. */
export function runConfined(program: Program): { code: number | null; output: string } {
  const { command, args, env } = wrap(program);
  const run = spawnSync(command, args, { env, cwd: program.cwd, encoding: "utf8", timeout: 60_000 });
  return { code: run.status, output: `${run.stdout}${run.stderr}${run.error?.message ?? ""}` };
}

/** Starts a program in the background. The same process becomes the program, so signals reach it. */
export function startConfined(name: string, program: Program, logPath: string): Promise<Child> {
  const { command, args, env } = wrap(program);
  return start(name, command, args, { env, cwd: program.cwd, logPath, graceMs: 20_000 });
}

/** Tries to write into each directory as a program would. @returns the error of each, or "written" */
export function tryToWrite(directories: string[], env: Program["env"], cwd: string): string[] {
  const code = `const fs = require("node:fs");
    console.log(JSON.stringify(process.argv.slice(1).map((directory) => {
      try { fs.writeFileSync(directory + "/larder-write-test", ""); return "written"; } catch ({ code }) { return code; }
    })))`;
  return JSON.parse(runConfined({ argv: [process.execPath, "-e", code, ...directories], env, cwd }).output);
}
