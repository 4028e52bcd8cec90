import { secretNames } from "@/lib/env/variables";
import { listSettings, type Setting } from "./list-settings";
import { wrapText } from "./wrap-text";

const formatCode = (text: string) => `\`${text}\``;

/** Joins words as in "a, b and c". */
const join = (words: string[]) =>
  [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(" and ");

const listRequired = () =>
  listSettings().flatMap(({ settings }) =>
    settings.filter(({ required }) => required).map(({ name }) => name),
  );

const buildIntroduction = (): string[] => [
  "# Configuration",
  "<!-- Written by npm run docs:configuration from lib/env. Edit the settings there. -->",
  "Larder's settings are environment variables. Set them in the environment of the process, write them into a settings file, or mix both. The portal, the worker and the commands all read them in the same way, once, when they start; to change a setting, restart them. The build needs no settings.",
  `You must set ${join(listRequired().map(formatCode))}; some others are required if you use what they belong to. Everything else has a default or is optional. [.env.example](../.env.example) lists all settings: copy it and fill it in.`,
  "## Write a settings file",
  "Larder reads the file that `SETTINGS_FILE` names. Without it, Larder reads `.env` in the working directory, if there is one.",
  '```sh\n# A comment\nPORT=8080\nPARTNER_ACCENT="#0f766e"\n```',
  "- Write one `NAME=value` per line. `#` starts a comment.\n- Quote a value that contains `#`, or that starts or ends with a space.\n- `$` has no special meaning: `A=$B` sets the two characters `$B`.\n- The file must be UTF-8 text of at most 1 MB.",
  "Larder ignores other programs' names, and passes none of them on: variables for Node.js itself, such as `NODE_EXTRA_CA_CERTS`, belong in the environment. A name that starts like one of Larder's but does not exist, such as `PARTNER_NAEM`, is an error.",
  "## Keep secrets in files",
  `Each secret can stand in a file of its own, as Docker and Kubernetes provide them. Add \`_FILE\` to the name and give the path: \`NEXTAUTH_SECRET_FILE=/run/secrets/nextauth\`. The content of the file is the value, on one line; a newline at the end is cut off. This works for ${join(secretNames.map(formatCode))}. Setting both the name and its \`_FILE\` is an error. Use absolute paths: a relative one starts at the working directory.`,
  "## Which value counts",
  "1. A variable in the environment counts more than the settings file.\n2. An empty variable counts as missing. In the environment, it also hides the value in the settings file.\n3. Without either, the default counts.",
  "## When something is wrong",
  "The portal and the worker check all settings before they start; a command checks those that it uses. If there is a fault, they list every one, a line each, with the name, the reason and an example, and exit with code 1. A line never shows the value of a secret.",
  "```\nThe configuration has 2 faults:\n  PORT must be a whole number from 1 to 65535. Example: 8080\n  PARTNER_NAME is missing. Example: Hearthby\n```",
];

function formatNeed({ required, requiredIf, default: text }: Setting): string {
  if (required) return "**Required.**";
  if (requiredIf.length > 0) return `**Required** if ${requiredIf.join(", or if ")}.`;
  return text === undefined ? "Optional." : `Default: ${formatCode(text)}.`;
}

function formatExample({ example, source = "" }: Setting): string {
  if (example !== undefined) return `Example: ${formatCode(example)}.`;
  const [words, command] = source.split(": ");
  return `Use ${words}${command ? ` ${formatCode(command)}` : ""}.`;
}

const formatSetting = (setting: Setting): string[] => [
  `### ${formatCode(setting.name)}`,
  setting.meaning,
  [
    formatNeed(setting),
    formatExample(setting),
    setting.secret ? `Secret: also as ${formatCode(`${setting.name}_FILE`)}.` : "",
  ]
    .filter(Boolean)
    .join(" "),
];

/** Writes docs/configuration.md. */
export function formatMarkdown(): string {
  const blocks = [
    ...buildIntroduction(),
    ...listSettings().flatMap(({ title, intro, settings }) => [
      `## ${title}`,
      intro,
      ...settings.flatMap(formatSetting),
    ]),
  ];
  return `${blocks.map(wrapBlock).join("\n\n")}\n`;
}

/** Wraps paragraphs; lists, headings and code stay as they are. */
const wrapBlock = (block: string) =>
  block.includes("\n") || block.startsWith("#") ? block : wrapText(block);
