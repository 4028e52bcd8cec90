import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";

/** Messages as stored in a file: texts, nested in groups. */
export type Texts = { [key: string]: string | Texts };

/**
 * Lists every text with its key, "group.key". Lists an empty group as a text too, so that checks report it.
 */
export function flatten(texts: Texts, prefix = ""): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === "object" && value && Object.keys(value).length > 0
      ? flatten(value, `${prefix}${key}.`)
      : [[prefix + key, value as string]],
  );
}

/**
 * Lists the names of a message's placeholders and tags ("<b>"), sorted, without duplicates.
 * @throws SyntaxError when the text is not a valid ICU message
 */
export function listPlaceholders(text: string): string[] {
  const names = new Set<string>();
  const visit = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) visit(element.children);
      if (element.type === TYPE.select || element.type === TYPE.plural)
        for (const { value } of Object.values(element.options)) visit(value);
    }
  };
  visit(parse(text));
  return [...names].sort();
}
