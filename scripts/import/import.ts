// dist/import.js: imports customers and devices from files.
import { runMain } from "@/server/prepare";
import { runImport } from "./run-import";

// A reader that closes early, such as `head`, is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
await runMain("import", async () => {
  process.exitCode = await runImport(process.argv.slice(2), process);
});
