// dist/keys.js create|list|revoke: makes, lists and revokes the keys of other systems.
import { readSettings } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";
import { runMain } from "@/server/prepare";
import { runKeys } from "./manage-keys";

await runMain("keys", async () => {
  loadSettings();
  const { answer, explanation } = await runKeys(
    process.argv.slice(2),
    readSettings(["DATABASE_URL"]).DATABASE_URL,
  );
  if (explanation) process.stderr.write(`${explanation}\n`);
  if (answer) process.stdout.write(`${answer}\n`);
});
