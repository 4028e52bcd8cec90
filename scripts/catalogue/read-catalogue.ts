// Part of npm run catalogue: reads a catalogue file and finds every fault in it.
import {
  findNodeAtLocation,
  type JSONPath,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { problems } from "@/lib/errors";
import { checkPicture, readData } from "@/lib/models";
import { Catalogue } from "@/lib/models/schemas";
import english from "@/messages/en-US.json";
import { escapeUnprintable } from "@/scripts/link/words";
import { describeIssue } from "./describe-issue";

/** What is wrong at a place of the file. */
type Fault = { path: JSONPath; words: string; offset?: number };

const strict = { disallowComments: true, allowTrailingComma: false };

/** Reads a catalogue file. @returns the catalogue, or a line for each fault in the order of the file */
export function readCatalogueFile(bytes: Uint8Array): { catalogue: Catalogue } | { faults: string[] } {
  try {
    return read(bytes);
  } catch (error) {
    // The stack is full.
    if (error instanceof RangeError) return { faults: ["The file is nested too deeply to be a catalogue."] };
    throw error;
  }
}

function read(bytes: Uint8Array): { catalogue: Catalogue } | { faults: string[] } {
  const text = decode(bytes);
  if (text === null) return { faults: ["The file is not UTF-8: save it as UTF-8."] };
  const locate = createLocator(text);
  const broken: ParseError[] = [];
  const root = parseTree(text, broken, strict);
  const [first] = broken;
  if (first) return { faults: [`${locate(first.offset)}: ${explainBroken(first, text)}`] };
  const value: unknown = JSON.parse(text);
  const { data, error } = Catalogue.safeParse(value);
  const faults: Fault[] = [
    ...(root ? findTwins(root, []) : []),
    ...(error?.issues ?? []).flatMap((issue): Fault[] => describeIssue(issue, value)),
    ...findBadPictures(value),
  ];
  if (data && faults.length === 0) return { catalogue: data };
  const placed = faults.map((fault) => ({ offset: findOffset(root, fault.path), ...fault }));
  placed.sort((one, other) => one.offset - other.offset);
  return {
    faults: placed.map(({ path, words, offset }) =>
      escapeUnprintable(`${locate(offset)}, ${formatPointer(path)}: ${words}`),
    ),
  };
}

/** Decodes UTF-8, without a byte order mark; null if it is not. */
export function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Returns a function that names the line and column of an offset. */
function createLocator(text: string): (offset: number) => string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return `line ${line + 1}, column ${offset - (starts[line] as number) + 1}`;
  };
}

const wanted: Record<string, string> = {
  PropertyNameExpected: "a field's name in double quotes must stand here",
  ValueExpected: "a value must stand here",
  ColonExpected: "a colon must stand here",
  CommaExpected: "a comma must stand here",
  CloseBraceExpected: "a closing } must stand here",
  CloseBracketExpected: "a closing ] must stand here",
  EndOfFileExpected: "the file must end here",
  InvalidCommentToken: "JSON has no comments: remove it",
  UnexpectedEndOfString: "the text must end with a double quote on its line",
  InvalidCharacter: "a control character in a text must be escaped, as in \\n",
  InvalidEscapeCharacter: 'after a backslash must stand one of " \\ / b f n r t u',
  InvalidUnicode: "after \\u must stand four hexadecimal digits",
};

function explainBroken({ error, offset }: ParseError, text: string): string {
  const name = printParseErrorCode(error);
  const found = offset < text.length ? "" : " (the file ends)";
  return `the file is not JSON: ${wanted[name] ?? "this is not a value of JSON"}${found}`;
}

/** RFC 6901. */
export const formatPointer = (path: JSONPath): string =>
  path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("") || '""';

/** Finds where something stands, or the closest thing around it that exists. */
function findOffset(root: Node | undefined, path: JSONPath): number {
  for (let length = path.length; root && length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node.parent?.type === "property" ? node.parent.offset : node.offset;
  }
  return 0;
}

/** Finds fields that stand twice in an object: the first would count for nothing. */
function findTwins(node: Node, path: JSONPath): Fault[] {
  const children = node.children ?? [];
  if (node.type === "array") return children.flatMap((child, index) => findTwins(child, [...path, index]));
  if (node.type !== "object") return [];
  const names = children.map((property) => String(property.children?.[0]?.value));
  return children.flatMap((property, index) => {
    const [name, value] = [names[index] as string, property.children?.[1]];
    const place = [...path, name];
    const words = "stands twice in this object";
    const twin = names.indexOf(name) < index ? [{ path: place, words, offset: property.offset }] : [];
    return [...twin, ...(value ? findTwins(value, place) : [])];
  });
}

/** Finds pictures whose address is well-formed and whose bytes are not. */
function findBadPictures(value: unknown): Fault[] {
  const models = (value as { models?: unknown } | null)?.models;
  return (Array.isArray(models) ? models : []).flatMap((model, index): Fault[] => {
    const picture = Catalogue.shape.models.element.shape.picture.safeParse(model?.picture).data;
    const bytes = picture ? readData(picture) : null;
    const checked = bytes && checkPicture(bytes);
    if (!checked || checked.ok) return [];
    const words = problems[checked.problems[0].code].words.split(".")[1] as keyof typeof english.picture;
    return [{ path: ["models", index, "picture"], words: english.picture[words] }];
  });
}
