import { devNull } from "node:os";
import { settingNames } from "@/lib/env";

const dropped = new Set([...settingNames, "NODE_ENV"]);

/**
 * Copies the environment without the portal's settings, and with an empty settings file: neither a developer's
 * shell nor their .env can affect demo or tests.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !dropped.has(name));
  return {
    ...Object.fromEntries(kept),
    SETTINGS_FILE: devNull,
    NEXT_TELEMETRY_DISABLED: "1",
  } as unknown as NodeJS.ProcessEnv;
}
