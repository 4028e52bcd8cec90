import { settingNames } from "@/lib/env";

const dropped = new Set([...settingNames, "NODE_ENV"]);

/**
 * Copies the environment without the portal's settings, so a developer's shell cannot affect demo or tests.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !dropped.has(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1" } as unknown as NodeJS.ProcessEnv;
}
