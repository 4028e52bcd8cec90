import { type DashLink, pageOfCard } from "@/lib/dash";

/** A problem of lib/dash, or one that only the command line has. */
export type LinkProblem = { code: string; parameter: string; message: string };

/** One line a problem: the sentence names the parameter, why, and the repair; the code is for searching. */
export function describeProblems(problems: readonly LinkProblem[], indent: string): string {
  return problems.map(({ code, message }) => `${indent}${escapeUnprintable(message)} [${code}]\n`).join("");
}

/** What a link is, as pairs of a name and a text; what could not be read is left out. */
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

// What a terminal would obey, or show as a line's end.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A link may hold what a terminal would obey: shown as \u{1b}, not sent. */
export function escapeUnprintable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** One line of JSON that a terminal does not obey either: escapes of four digits for each code unit. */
export function formatJson(value: object): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value).replace(unprintable, (character) => character.split("").map(escaped).join(""))}\n`;
}
