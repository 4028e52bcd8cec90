import type { FileFault } from "./types";

type FormatFault = "excel" | "zip" | "gzip" | "pdf";

/** First bytes of files that are no text. Sources: the formats' own specifications. */
const signatures: [code: FormatFault, bytes: number[]][] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  // Compound File Binary, which Excel wrote until 2003.
  ["excel", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["gzip", [0x1f, 0x8b]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

/** Names inside a ZIP that make it a workbook: Office Open XML, and OpenDocument. */
const workbook = ["[Content_Types].xml", "xl/", "opendocument.spreadsheet"];

/** Says why bytes are no text, by their signature. */
export function refuseBytes(head: Uint8Array): FileFault | null {
  const found = signatures.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (!found) return null;
  const isWorkbook = found[0] === "zip" && workbook.some((name) => Buffer.from(head).includes(name));
  return { code: isWorkbook ? "excel" : found[0] };
}

/** Says why a text is neither CSV nor NDJSON, by how it begins. */
export function refuseText(text: string): FileFault | null {
  const start = text.trimStart();
  if (start === "") return { code: "empty" };
  if (/^<(!doctype|html|\?xml|head|body|!--)/i.test(start)) return { code: "html" };
  if (/^\[\s*[{\]]/.test(start)) return { code: "json-array" };
  return isBinary(text) ? { code: "binary" } : null;
}

/** Whether a text has NUL, or more control characters than slips explain: one in fifty. */
function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const controls = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return text.includes("\0") || controls * 50 > text.length;
}
