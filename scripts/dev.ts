// npm run dev: runs the portal from its sources, with the same settings as the built one.
// Arguments go on to next dev: npm run dev -- --inspect
import { programs } from "@/launcher/paths";
import { endAllOnSignals, isEnding, runTool } from "@/launcher/processes";
import { EnvError, env } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";

endAllOnSignals(0);
const code = await run();
// A signal exits with its own code once all has ended.
if (!isEnding()) process.exit(code);

async function run(): Promise<number> {
  try {
    loadSettings();
    const { HOST, PORT } = env();
    const args = ["-H", HOST, "-p", String(PORT), ...process.argv.slice(2)];
    // Keeps Next.js from reading .env and expanding "$" in it. Only when .env changes, Next.js reads it all the
    // same: restart then.
    return await runTool([programs.next, "dev", ...args], { ...process.env, __NEXT_PROCESSED_ENV: "true" });
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    return 1;
  }
}
