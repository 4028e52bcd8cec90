// dist/catalogue.js: exports, checks and imports the catalogue.
import { createInterface } from "node:readline/promises";
import { runMain } from "@/server/prepare";
import { runCatalogue } from "./run-catalogue";

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

await runMain(async () => {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  process.exitCode = await runCatalogue(process.argv.slice(2), process, isTerminal ? confirm : null);
});
