// dist/doctor.js: checks the settings and everything around the portal, and says what to do. Ends with 1 after a fault.
import { examine } from "@/lib/doctor";
import { EnvError } from "@/lib/env";
import { loadUsableSettings } from "@/lib/env/load-settings";
import { readManifest } from "@/server/manifest";
import { listChecks, runMain } from "@/server/prepare";
import { hasFault, writeReport } from "./write-report";

await runMain("doctor", async () => {
  const sections = await examine([...loadUsableSettings(), ...listMisfits()]);
  console.log(writeReport(sections));
  // At once: what did not end in time is left behind.
  process.exit(hasFault(sections) ? 1 : 0);
});

/** Lists what the portal would refuse to start with although each setting is right by itself. */
function listMisfits(): string[] {
  const faults = listChecks(readManifest(import.meta.dirname)).flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      return error instanceof EnvError ? error.faults : [(error as Error).message];
    }
  });
  return [...new Set(faults)];
}
