// dist/catalogue.js: exports, checks and imports the catalogue.
import { createInterface } from "node:readline";
import { runMain } from "@/server/prepare";
import { runCatalogue } from "./run-catalogue";

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise<string>((resolve) => {
    // Ctrl-C and Ctrl-D close it.
    terminal.once("close", () => resolve(""));
    terminal.question(question, resolve);
  });
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

// A reader that closes early, such as `head`, is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
await runMain("catalogue", async () => {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  process.exitCode = await runCatalogue(process.argv.slice(2), process, isTerminal ? confirm : null);
});
