// npm run fonts: writes app/fonts/ from the package of Inter, after an update of it.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/launcher/paths";
import { cutFonts, readLicence } from "./cut-fonts";

const directory = path.join(root, "app/fonts");
writeFileSync(path.join(directory, "LICENSE"), readLicence());
for (const { name, content } of await cutFonts()) {
  writeFileSync(path.join(directory, name), content);
  console.log(`${name.padEnd(26)} ${(content.length / 1024).toFixed(1).padStart(5)} KiB`);
}
