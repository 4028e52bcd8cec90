import { cutValue, type Reason } from "../reasons";
import { reasonHeader } from "./choose-columns";
import { type FileFault, longestLine, type Row, type Target } from "./types";

/**
 * Reads NDJSON: an object a line. A faulty line is a row with its reason, and the next one goes on.
 * @param target what lines are that do not say
 * @returns batches of rows, and as the last value a fault if the text is faulty
 */
export async function* readLines(
  texts: AsyncIterable<string | FileFault>,
  target: Target | undefined,
): AsyncGenerator<Row[] | FileFault> {
  let line = 1;
  let rest = "";
  // Of a line that is too long only its beginning is kept.
  let isLong = false;
  for await (const text of texts) {
    if (typeof text !== "string") return yield text;
    const pieces = text.split("\n");
    pieces[0] = rest + pieces[0];
    rest = pieces.pop() ?? "";
    const rows: Row[] = [];
    for (const piece of pieces) {
      rows.push(...readLine(line++, piece, isLong, target));
      isLong = false;
    }
    if (rest.length > longestLine) {
      isLong = true;
      rest = rest.slice(0, longestLine);
    }
    if (rows.length > 0) yield rows;
  }
  const rows = readLine(line, rest, isLong, target);
  if (rows.length > 0) yield rows;
}

function readLine(line: number, given: string, isLong: boolean, target: Target | undefined): Row[] {
  const text = given.replace(/\r$/, "");
  if (isLong || text.length > longestLine) return [refuse(line, cutValue(text), "line-long")];
  if (text.trim() === "") return [];
  const value = parse(text);
  if (value === undefined) return [refuse(line, text, "json-broken")];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [refuse(line, text, "json-no-object")];
  const { [reasonHeader]: _, ...fields } = value as Record<string, unknown>;
  const item = target && !Object.hasOwn(fields, "type") ? { type: target, ...fields } : fields;
  return [{ line, cells: [text], item, reasons: [], repairs: [] }];
}

const refuse = (line: number, text: string, code: "line-long" | "json-broken" | "json-no-object"): Row => ({
  line,
  cells: [text],
  item: null,
  reasons: [{ code } satisfies Reason],
  repairs: [],
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
