// node launcher/run-built.js worker: runs a program from dist/, or says that there is no build.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const name = process.argv[2];
const file = path.resolve(import.meta.dirname, `../dist/${name}.js`);
if (!existsSync(file)) {
  console.error(`There is no complete build in ${path.dirname(file)}. Build first: npm run build`);
  process.exit(1);
}
process.argv.splice(1, 2, file);
await import(pathToFileURL(file).href);
