/** Delimiters of CSV; the earlier one wins if the header has as many of both. */
const delimiters = ["\t", ";", ",", "|"] as const;

/** Excel's own first line, which names the delimiter. */
const announcement = /^sep=(.)[ \t]*(\r\n|\n|\r|$)/i;

/**
 * Finds the delimiter of CSV: what Excel's first line says, or what occurs most in the header, outside quotes.
 * @returns `announced` is true if the first line is Excel's, so that the header comes after it
 */
export function findDelimiter(text: string): { delimiter: string; announced: boolean } {
  const said = announcement.exec(text)?.[1];
  if (said) return { delimiter: said, announced: true };
  const counts = countOutsideQuotes(text);
  const [first, ...others] = delimiters;
  const delimiter = others.reduce<string>(
    (best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best),
    first,
  );
  return { delimiter: counts.has(delimiter) ? delimiter : ",", announced: false };
}

/** Counts the characters of the first line that is not blank, outside quotes. */
function countOutsideQuotes(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  let quoted = false;
  let blank = true;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    const ends = character === "\n" || character === "\r";
    if (ends && !quoted && !blank) break;
    if (!ends && character.trim() !== "") blank = false;
    if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return counts;
}
