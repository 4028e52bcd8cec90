/** The longest line, in characters. */
const width = 120;

/** Breaks a text between words; every line starts with `prefix`. */
export function wrapText(text: string, prefix = ""): string {
  const lines: string[] = [];
  let line = prefix;
  for (const word of text.split(" ")) {
    if (line !== prefix && line.length + 1 + word.length > width) {
      lines.push(line);
      line = prefix;
    }
    line += line === prefix ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}
