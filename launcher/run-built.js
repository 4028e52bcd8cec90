// node launcher/run-built.js worker: runs a program from dist/, or says that there is no build or no such program.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const directory = path.resolve(import.meta.dirname, "../dist");
const name = process.argv[2] ?? "";
const file = path.join(directory, `${name}.js`);
if (!existsSync(path.join(directory, "manifest.json")))
  fail(`There is no complete build in ${directory}. Build first: npm run build`);
const programs = readdirSync(directory)
  .filter((entry) => entry.endsWith(".js"))
  .map((entry) => path.basename(entry, ".js"));
if (!programs.includes(name)) fail(`There is no program "${name}". Programs: ${programs.join(", ")}`);
process.argv.splice(1, 2, file);
await import(pathToFileURL(file).href);

function fail(message) {
  console.error(message);
  process.exit(1);
}
