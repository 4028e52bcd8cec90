import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { demoReadings } from "./demo-readings";
import { cleanEnvironment } from "./environment";
import { logDirectory } from "./paths";
import { type Child, startNode, waitForReadyLine, waitUntilReady } from "./processes";
import type { ReportKey } from "./report-key";

export type DevicesOptions = {
  port: number;
  portalUrl: string;
  key: ReportKey;
  /** Holds the list of devices, and the note of what they sent. */
  directory: string;
  logs?: string;
};

/** Starts the simulator of the demo's devices, which sends a year's readings first. */
export async function startDevices(options: DevicesOptions): Promise<Child> {
  mkdirSync(options.directory, { recursive: true });
  const devices = path.join(options.directory, "devices.json");
  const note = path.join(options.directory, "sent.json");
  writeFileSync(devices, JSON.stringify(demoReadings, null, 2));
  if (options.key.isFirst) rmSync(note, { force: true });
  const child = await startNode(
    "The device simulator",
    [
      ...["--import", "tsx", "sandbox/devices/main.ts", "--port", `${options.port}`],
      ...["--devices", devices, "--note", note],
      ...["--portal", options.portalUrl, "--key", options.key.text],
    ],
    {
      env: cleanEnvironment(),
      logPath: path.join(options.logs ?? logDirectory, "sandbox-devices.log"),
    },
  );
  try {
    await waitForReadyLine(child);
    return child;
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** Waits until the devices have sent all that is due. */
export async function waitForReadings(child: Child): Promise<void> {
  await waitUntilReady(child, () => child.output().includes('"caughtUp":true') || undefined, 600_000);
}
