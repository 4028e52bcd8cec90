import { readFileSync } from "node:fs";
import { z } from "zod";
import { languages } from "./languages";

const Label = z.string().trim().min(1, "an empty label").max(40, "a label of more than 40 characters");

/** One per language; pages in the others show English (US). */
const unknown = `a label with something besides ${languages.join(", ")}`;
const Labels = z.strictObject(
  {
    ...(Object.fromEntries(languages.map((language) => [language, Label.optional()])) as Partial<
      Record<string, z.ZodOptional<typeof Label>>
    >),
    "en-US": Label,
  },
  { error: (issue) => (issue.code === "unrecognized_keys" ? unknown : undefined) },
);

const Link = z.strictObject(
  {
    label: z.union([Label, Labels], {
      error: `a label that is neither a text nor one per language, with "en-US" among ${languages.join(", ")}`,
    }),
    url: z
      .string('no text as "url"')
      .refine(
        (text) => text.startsWith("https://") && URL.canParse(text),
        'a "url" that is no https:// address',
      ),
  },
  'something besides "label" and "url", or is no object',
);

const list = (most: number) => z.array(Link, "no list").max(most, `more than ${most} links`).default([]);

const Links = z.strictObject(
  { header: list(6), footer: list(12) },
  'something besides "header" and "footer", or is no object',
);

/** The partner's links in header and footer. */
export type PartnerLinks = z.infer<typeof Links>;

let known: { file: string; links: PartnerLinks } | undefined;

/**
 * Reads the partner's links: `{"header": [{"label": {"en-US": "Shop", "de": "Laden"}, "url": "https://…"}]}`. The file is
 * read once.
 * @throws Error listing all faults of the file
 */
export function readPartnerLinks(file: string | undefined): PartnerLinks {
  if (!file) return { header: [], footer: [] };
  if (known?.file === file) return known.links;
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(
      `PARTNER_LINKS: ${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  const read = Links.safeParse(given);
  if (!read.success)
    throw new Error(
      read.error.issues.map((issue) => `PARTNER_LINKS: ${file} ${describeFault(issue)}`).join("\n"),
    );
  known = { file, links: read.data };
  return read.data;
}

/** Says where a fault is, such as `has in "header", link 2, …`. */
function describeFault({ path, message }: z.core.$ZodIssue): string {
  const [place, index] = path;
  const where = [place && `"${String(place)}"`, index !== undefined && `link ${Number(index) + 1}`].filter(
    Boolean,
  );
  return `has ${where.length > 0 ? `in ${where.join(", ")}, ` : ""}${message}`;
}

/** Writes links in a language, or in English (US) where they lack it. */
export const writeLinks = (
  links: PartnerLinks["header"],
  language: string,
): { label: string; url: string }[] =>
  links.map(({ label, url }) => ({
    label:
      typeof label === "string" ? label : ((label as Record<string, string>)[language] ?? label["en-US"]),
    url,
  }));
