import { settingNames } from "@/lib/env";

const dropped = new Set([...settingNames, "NODE_ENV"]);

/**
 * This process's environment without the portal's settings: what a developer has in the shell must neither
 * change the demo nor reach a test.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !dropped.has(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1" } as unknown as NodeJS.ProcessEnv;
}
