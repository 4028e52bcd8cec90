import { listSettings, type Setting } from "./list-settings";
import { wrapText } from "./wrap-text";

const introduction = [
  "Larder's settings. Copy this file to .env and fill it in: the portal, the worker and the commands read it when they start.",
  "If a setting is wrong or missing, they name it, give an example, and do not start. An empty value counts as missing.",
  "Commented lines show the default, or an example if there is no default. docs/configuration.md explains the format.",
  "A secret can also stand in a file of its own: NAME_FILE=/path/to/file instead of NAME=value.",
];

const comment = (text: string) => wrapText(text, "# ");

/** Turns Markdown into plain text; a link becomes the path of its file. */
const stripMarkdown = (text: string) =>
  text.replace(/\[[^\]]*\]\(([^)#]+)[^)]*\)/g, "docs/$1").replaceAll("`", "");

/** Quotes a value where a parser, or a shell that sources the file, would read it otherwise. */
const quote = (value: string) => (/[#\s<>'&;]/.test(value) ? `"${value}"` : value);

function formatSetting(setting: Setting): string {
  const { name, meaning, requiredByDefault, requiredIf, example, source } = setting;
  const isExample = !requiredByDefault && setting.default === undefined;
  const notes = [
    meaning,
    source ? `Use ${source}.` : "",
    isExample && requiredIf.length > 0 ? `Required if ${requiredIf.join(", or if ")}.` : "",
    isExample ? "Example; not set by default." : "",
  ];
  const text = stripMarkdown(notes.filter(Boolean).join(" "));
  if (requiredByDefault) return `${comment(text)}\n${name}=${quote(example ?? "")}`;
  return `${comment(text)}\n# ${name}=${quote(setting.default ?? example ?? "")}`;
}

/** Writes .env.example. */
export function formatEnvExample(): string {
  const sections = listSettings().map(({ title, intro, settings }) =>
    [
      `${`# --- ${title} `.padEnd(120, "-")}\n${comment(stripMarkdown(intro))}`,
      ...settings.map(formatSetting),
    ].join("\n\n"),
  );
  return `${[introduction.map(comment).join("\n"), ...sections].join("\n\n")}\n`;
}
