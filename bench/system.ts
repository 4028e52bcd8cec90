// Reads from the system what processes cost.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** Reads the processor time of a process and its children, in milliseconds. Linux only; 0 elsewhere. */
export function readCpu(pid: number | undefined): number {
  if (!pid || process.platform !== "linux") return 0;
  return listProcesses(pid)
    .flatMap((id) => listFiles(`/proc/${id}/task`).map((task) => `/proc/${id}/task/${task}/schedstat`))
    .reduce((sum, file) => sum + Number(readText(file).split(" ")[0]) / 1e6, 0);
}

/** Reads the most memory that a process and its children had since `forgetPeak`, in MB. Linux only; 0 elsewhere. */
export const readPeak = (pid: number): number => readMemory(pid, "VmHWM");

/** Reads the memory that a process and its children have, in MB. Linux only; 0 elsewhere. */
export const readResident = (pid: number): number => readMemory(pid, "VmRSS");

const readMemory = (pid: number, field: string): number =>
  listProcesses(pid).reduce((sum, id) => {
    const line = readText(`/proc/${id}/status`).match(new RegExp(`${field}:\\s+(\\d+)`));
    return sum + Number(line?.[1] ?? 0) / 1000;
  }, 0);

/** Lets the peak of memory begin anew. */
export function forgetPeak(pid: number): void {
  if (process.platform === "linux")
    for (const id of listProcesses(pid)) writeText(`/proc/${id}/clear_refs`, "5");
}

const listProcesses = (pid: number): string[] => [
  `${pid}`,
  ...listFiles(`/proc/${pid}/task`)
    .flatMap((task) => readText(`/proc/${pid}/task/${task}/children`).split(" "))
    .filter(Boolean)
    .flatMap((child) => listProcesses(Number(child))),
];

// A process or thread may end between two reads.
function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    // It ended, or is somebody else's.
  }
}
