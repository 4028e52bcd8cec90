// The empty Next app in bench/empty: what Next and React cost by themselves.
import { cpSync } from "node:fs";
import path from "node:path";
import { cleanEnvironment } from "@/launcher/environment";
import { logDirectory, programs, root } from "@/launcher/paths";
import { findFreePorts } from "@/launcher/ports";
import { type Child, runTool, startNode, waitForAnswer } from "@/launcher/processes";

/** Where the empty app and its build stand. */
export const source = path.join(root, "bench/empty");
const built = path.join(source, ".next/standalone/bench/empty");

export type Site = { url: string; pid: number };

/** Builds the empty app and copies its scripts to where its server looks for them. */
export async function buildEmpty(): Promise<void> {
  const code = await runTool([programs.next, "build", source], { ...cleanEnvironment() });
  if (code !== 0) throw new Error(`The empty Next app could not be built (exit code ${code}).`);
  cpSync(path.join(source, ".next/static"), path.join(built, ".next/static"), { recursive: true });
}

/** Starts the empty app, built before, on a port, and does not wait until it answers. It runs until `endAll`. */
export const spawnEmpty = (port: number): Promise<Child> =>
  startNode("The empty Next app", [path.join(built, "server.js")], {
    env: {
      ...cleanEnvironment(),
      NODE_ENV: "production",
      HOSTNAME: "127.0.0.1",
      PORT: `${port}`,
    },
    logPath: path.join(logDirectory, "bench-empty.log"),
  });

/** Starts the empty app, built before. It runs until `endAll`. */
export async function startEmpty(): Promise<Site> {
  const { port } = await findFreePorts("port");
  const child = await spawnEmpty(port);
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer(child, url);
  return { url, pid: child.pid };
}
