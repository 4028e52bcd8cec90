// Part of npm run link: formats links and problems.
import { type DashLink, pageOfCard } from "@/lib/dash";

/** A problem from lib/dash, or one only the command line has. */
export type LinkProblem = { code: string; parameter: string; message: string };

/** Formats one problem per line: the sentence for reading, the code for searching. */
export function describeProblems(problems: readonly LinkProblem[], indent: string): string {
  return problems.map(({ code, message }) => `${indent}${escapeUnprintable(message)} [${code}]\n`).join("");
}

/** Describes a link as pairs of name and text, without the parts that could not be read. */
export function describeLink(link: Partial<DashLink>): [name: string, text: string][] {
  const card = Object.entries(pageOfCard).find(([, page]) => page === link.page)?.[0];
  const page = link.supplyPage ?? link.page;
  const pairs: [string, string | null | undefined][] = [
    ["page", page && `${page} (card ${card})`],
    ["channel", link.channel],
    ["region", link.region ?? (link.channel === "app" ? "all" : undefined)],
    ["style", link.pathStyle ?? (page ? "either" : undefined)],
    ["vendor", link.vendorCode],
    ["model", link.modelId],
    ["exit", link.exitUri],
  ];
  return pairs.flatMap(([name, text]) => (text ? [[name, escapeUnprintable(text)] as [string, string]] : []));
}

// Control characters and line separators, which a terminal would interpret.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Escapes characters that a terminal would interpret, as in \u{1b}: a link may contain any. */
export function escapeUnprintable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Formats one line of JSON, with the same characters escaped as JSON requires: \uXXXX per code unit. */
export function formatJson(value: object): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value).replace(unprintable, (character) => character.split("").map(escaped).join(""))}\n`;
}
