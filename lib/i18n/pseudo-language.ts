import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { printAST } from "@formatjs/icu-messageformat-parser/printer.js";
import type { Texts } from "./message-parts";

const plain = "AEIOUYaeiouycnsz";
const accented = "ÀÉÎÕÜÝàéîõüýçñšž";

/** Accents letters and makes words half as long again, since German can be that much longer. */
function lengthen(text: string): string {
  const letters = [...text].map((letter) => accented[plain.indexOf(letter)] ?? letter).join("");
  return letters.replace(/\p{L}{4,}/gu, (word) => word + word.slice(-Math.ceil(word.length / 2)));
}

function lengthenElements(elements: MessageFormatElement[]): MessageFormatElement[] {
  return elements.map((element) => {
    if (element.type === TYPE.literal) return { ...element, value: lengthen(element.value) };
    if (element.type === TYPE.tag) return { ...element, children: lengthenElements(element.children) };
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
    const options = Object.entries(element.options).map(([name, { value, ...option }]) => [
      name,
      { ...option, value: lengthenElements(value) },
    ]);
    return { ...element, options: Object.fromEntries(options) };
  });
}

/** Translates texts into the pseudo-language; placeholders and plurals stay as they are. */
export function createPseudoTexts<T extends Texts>(texts: T): T {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === "string" ? printAST(lengthenElements(parse(value))) : createPseudoTexts(value),
    ]),
  ) as T;
}
