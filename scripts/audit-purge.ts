// dist/audit-purge.js --older-than 400d: deletes audit events past their retention period.
import { readSettings } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";
import { runMain } from "@/server/prepare";
import { runAuditPurge } from "./purge-audit";

await runMain("audit-purge", async () => {
  loadSettings();
  const { DATABASE_PURGE_URL } = readSettings(["DATABASE_PURGE_URL"]);
  console.log(await runAuditPurge(process.argv.slice(2), DATABASE_PURGE_URL));
});
