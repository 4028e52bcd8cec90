import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "@/launcher/paths";
import { cutFonts, readLicence } from "./cut-fonts";

const directory = path.join(root, "app/fonts");
const read = (name: string) => readFileSync(path.join(directory, name));

test("app/fonts/ is what npm run fonts writes, and its rules load each file for its characters", async () => {
  const fonts = await cutFonts();
  const files = readdirSync(directory).filter((name) => name.endsWith(".woff2"));
  expect(files.sort()).toEqual(fonts.map(({ name }) => name).sort());
  expect(read("LICENSE").toString()).toBe(readLicence());
  const rules = [`${read("fonts.ts")}`, ...`${read("fonts.css")}`.split("@font-face")];
  for (const { name, range, content } of fonts) {
    expect(content.equals(read(name)), `${name} is out of date. Run: npm run fonts`).toBe(true);
    const rule = rules.find((one) => one.includes(`/${name}"`)) ?? "";
    expect(rule.replace(/\s/g, ""), `the rule for ${name}`).toContain(range);
  }
});
