import fc from "fast-check";
import { expect, it } from "vitest";
import { findStyleFaults } from "./find-style-faults";

const list = (css: string) => findStyleFaults(css).map(({ line, what }) => `${line} ${what}`);

it.each([
  ["nothing", ""],
  ["rules", ":root { --accent: oklch(0.5 0.1 200) }\n@media print { a { color: red } }"],
  ["paths", 'a { background: url(/brand/a.svg) url("brand/b.png?x=1#y") ; mask: url(#shape) }'],
  ["its own fonts", "@font-face { font-family: Own; src: url(/brand/own.woff2) format('woff2') }"],
  ["a set of images", 'a { background: image-set("/a.png" 1x, "/b.png" type("image/png")) }'],
  ["strings", `a::before { content: "→ Note: 1/2 http"; quotes: "«" "»" }`],
  [
    "what only looks like addresses",
    "/* @import url(https://evil.example) */ a[href^='mailto:'] { color: red }",
  ],
  [
    "layers and scopes",
    '@layer a, b; @supports (display: grid) { a { grid-area: "x y" } } @charset "utf-8";',
  ],
])("takes %s", (_, css) => expect(list(css)).toEqual([]));

const elsewhere = [
  "https://evil.example/a.png",
  "HTTP://evil.example",
  "//evil.example/a",
  "\\\\\\\\evil.example/a",
  "/\\\\evil.example/a",
  "https:/evil.example",
  "https:evil.png",
  "http:evil.png",
  "ftp://evil.example/a",
  "wss://evil.example",
];
const image = ["url", "src", "image-set", "-webkit-image-set", "image", "cross-fade"];

it.each(elsewhere)("refuses %s, in every function that loads and as a variable", (address) => {
  for (const name of image) expect(list(`a { background: ${name}("${address}") }`)).toHaveLength(1);
  expect(list(`a { background: ${image[2]}(type("image/png") 1x, "/a.png", "${address}" 2x) }`)).toHaveLength(
    1,
  );
  expect(list(`a { --picture: "${address}"; background: image-set(var(--picture) 1x) }`)).toHaveLength(1);
  expect(list(`@property --x { syntax: "*"; inherits: true; initial-value: "${address}" }`)).toHaveLength(1);
});

it.each([
  ["an import", '@import "a.css";'],
  ["an import of an address", "@import url(/a.css);"],
  ["an escaped import", "@\\69mport '/a.css';"],
  ["an import in capitals", "@IMPORT'/a.css';"],
  ["a namespace", "@namespace url(http://www.w3.org/2000/svg);"],
  ["an address without quotes", "a { background: url( https://evil.example ) }"],
  ["an escaped url", "a { background: \\75rl(https://evil.example) }"],
  ["an escaped url with a string", "a { background: \\55 \\52 L('https://evil.example') }"],
  ["an escaped address", "a { background: url(\\68ttps\\3a//evil.example) }"],
  ["an address with a tab", "a { background: url('/\t/evil.example') }"],
  ["an address over two lines", "a { background: url('/\\\n/evil.example') }"],
  ["capitals", "a { background: URL(HTTPS://EVIL.EXAMPLE) }"],
  ["a comment before the string", "a { background: image-set(/* */ 'https://evil.example' 1x) }"],
  ["data", "a { background: url(data:image/png;base64,AAAA) }"],
  ["data as a string, in capitals", "a { background: IMAGE-SET('data:image/png;base64,AAAA' 1x) }"],
  ["a script", "a { background: url('javascript:alert(1)') }"],
  ["a string that does not end", "a { content: 'x\n }"],
  ["an address that does not end", "a { background: url(/a b) }"],
  ["a comment that does not end", "a {} /* x"],
])("refuses %s", (_, css) => expect(list(css).length).toBeGreaterThan(0));

it("names the line and what would be right", () => {
  expect(list("a {}\r\n\n@import 'x';\rb { background: url(https://evil.example/x) }")).toEqual([
    "3 has @import; put all rules into one file",
    '4 refers to "https://evil.example/x"; use a path on the portal, such as "/brand/pattern.svg"',
  ]);
});

/** Spells a letter in one of CSS's ways. */
const letter = (sign: string) =>
  fc.constantFrom(
    sign,
    sign.toUpperCase(),
    `\\${sign.charCodeAt(0).toString(16)} `,
    `\\${sign.charCodeAt(0).toString(16).padStart(6, "0")}`,
  );
const spell = (word: string) => fc.tuple(...[...word].map(letter)).map((signs) => signs.join(""));
const space = fc.constantFrom("", " ", "\n", "\t");
const outward = fc.oneof(
  fc
    .tuple(spell("url"), space, spell("https"), space)
    .map(([name, a, scheme, b]) => `${name}(${a}${scheme}://evil.example/x${b})`),
  fc
    .tuple(fc.constantFrom(...image).chain(spell), space, fc.constantFrom("'", '"'), spell("http"))
    .map(([name, gap, quote, scheme]) => `${name}(${gap}${quote}${scheme}://evil.example/x${quote})`),
  spell("import").map((word) => `} @${word} "/a.css"; b {`),
);

it("lets nothing through that leads elsewhere, however it is spelled and whatever stands around it", () => {
  const around = fc.constantFrom(
    "",
    "a { color: red } ",
    "/* url( */ ",
    "@media print { ",
    'b::after { content: ")" } ',
  );
  fc.assert(
    fc.property(around, outward, (before, value) => {
      expect(findStyleFaults(`${before}i { background: ${value} }`)).not.toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

it("is never stuck or thrown off by what is no CSS", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (css) => Array.isArray(findStyleFaults(css))),
  );
});
