// Keeps the security log out of the tests' output, and out of what tests of the log itself see. Vitest loads this
// file before each test file.
import { pino } from "pino";

/** A line of the security log. */
export type SecurityLine = { event: string } & Record<string, unknown>;

/** Collects the lines of the security log from now on, without their level, which goes with the event. */
export function captureSecurity(): SecurityLine[] {
  const lines: SecurityLine[] = [];
  const write = (text: string) => {
    const { level, ...line } = JSON.parse(text);
    lines.push(line);
  };
  const larderSecurityLog = pino({ base: null, timestamp: false }, { write });
  Object.assign(globalThis, { larderSecurityLog });
  return lines;
}

captureSecurity();
