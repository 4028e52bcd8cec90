import type { Block } from "./types";

const renderBlock = (block: Block) => {
  if (block.kind === "text") return block.text;
  if (block.kind === "code") return block.code;
  return `${block.label}: ${block.href}`;
};

/** Renders a letter as plain text, with a code on its own line. */
export function renderTextPart(
  blocks: readonly Block[],
  links: readonly { label: string; href: string }[],
): string {
  const foot = links.map(({ label, href }) => `${label}: ${href}`).join("\n");
  return `${[...blocks.map(renderBlock), `-- \n${foot}`].join("\n\n")}\n`;
}
