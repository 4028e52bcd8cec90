// Pages outside Next's layout have styles of their own. A partner's style sheet sets the same variables for all of them.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const known = readFileSync("app/globals.css", "utf8");

it.each(["public/small-page.css", "public/reference.css"])(
  "%s has all colours in variables of app/globals.css, with the same values",
  (file) => {
    const lines = readFileSync(file, "utf8").split("\n");
    const colours = lines.filter((line) => /oklch\(|#[0-9a-f]{3}|rgb/.test(line)).map((line) => line.trim());
    expect(colours.length).toBeGreaterThan(0);
    expect(colours.filter((line) => !line.startsWith("--") || !known.includes(line))).toEqual([]);
  },
);
