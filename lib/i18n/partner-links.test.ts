import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { readPartnerLinks, writeLinks } from "./partner-links";

const directory = mkdtempSync(path.join(tmpdir(), "links-"));
afterAll(() => rmSync(directory, { recursive: true }));

let count = 0;
function read(content: unknown) {
  const file = path.join(directory, `links-${count++}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readPartnerLinks(file);
}
const url = "https://www.example.com/shop";

it("writes labels in the language of the page, else in English (US)", () => {
  const { header, footer } = read({
    header: [
      { label: { "en-US": "Shop", de: "Laden" }, url },
      { label: "Blog", url },
    ],
  });
  expect(writeLinks(header, "de")).toEqual([
    { label: "Laden", url },
    { label: "Blog", url },
  ]);
  expect(writeLinks(header, "ja")[0]).toEqual({ label: "Shop", url });
  expect(footer).toEqual([]);
  expect(readPartnerLinks(undefined)).toEqual({ header: [], footer: [] });
});

it.each([
  ["{", "cannot be read: "],
  [[], 'has something besides "header" and "footer"'],
  [{ top: [] }, 'has something besides "header" and "footer"'],
  [{ header: {} }, 'has in "header", no list'],
  [{ header: Array(7).fill({ label: "x", url }) }, 'has in "header", more than 6 links'],
  [
    {
      footer: [
        { label: "x", url },
        { label: "x", url: "http://a.example" },
      ],
    },
    'has in "footer", link 2, a "url" that is no https:// address',
  ],
  [{ footer: [{ label: "x", url: "javascript:alert(1)" }] }, 'a "url" that is no https:// address'],
  [{ footer: [{ label: "x", url: "https://" }] }, 'a "url" that is no https:// address'],
  [{ footer: [{ label: "x" }] }, 'has in "footer", link 1, no text as "url"'],
  [{ footer: [{ label: " ", url }] }, 'has in "footer", link 1, an empty label'],
  [{ footer: [{ label: "x".repeat(41), url }] }, "a label of more than 40 characters"],
  [{ footer: [{ label: { de: "Laden" }, url }] }, 'with "en-US"'],
  [{ footer: [{ label: { "en-US": "Shop", xx: "Laden" }, url }] }, "a label with something besides en-US"],
  [
    { footer: [{ label: "x", url, target: "_blank" }] },
    'has in "footer", link 1, something besides "label" and "url"',
  ],
])("refuses %j: %s", (content, says) => expect(() => read(content)).toThrow(says));
