import { textLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";
import type { Gap } from "@/lib/models/types";
import { type Fields, listEntries, listKeys } from "./fields";

/** The place of the page where each can be mended; for languages, it is the first text that lacks one. */
const places: Record<Exclude<Gap, "languages">, string> = {
  picture: "picture",
  countries: "countries",
  supplies: "slots",
  tried: "tried",
};

type Props = {
  gaps: Gap[];
  /** Languages that are done, and all. */
  languages: readonly string[];
  all: readonly string[];
  fields: Fields;
};

/** What the model still lacks, with a link to each place; or that it is complete. */
export function GapList({ gaps, languages, all, fields }: Props) {
  const t = useTranslations("models");
  const format = useFormatter();
  const missing = all.filter((language) => !languages.includes(language));
  return (
    <section aria-labelledby="gaps" className="rounded-row bg-surface px-4 py-3 shadow-tile sm:px-5">
      <h2 id="gaps" className="font-medium">
        {t(gaps.length > 0 ? "toDo" : "complete")}
      </h2>
      <ul className="mt-1">
        {gaps.map((gap) => (
          <li key={gap}>
            <a
              href={`#${gap === "languages" ? findText(fields, missing) : places[gap]}`}
              className={`${textLink} inline-flex min-h-10 items-center`}
            >
              {t(`gapLinks.${gap}`)}
            </a>
            {gap === "languages" && (
              <span className="ml-2 text-muted">{format.list(missing.map(formatLanguage))}</span>
            )}
          </li>
        ))}
      </ul>
      {gaps.length === 0 && (
        <p className="flex items-center gap-2 text-muted">
          <Icon name="check" /> {t("completeText")}
        </p>
      )}
    </section>
  );
}

/** Finds the first text of the form that lacks one of these languages. */
function findText(fields: Fields, missing: readonly string[]): string {
  const names = ["name", ...listKeys(fields).map((key) => `slot.${key}.name`)];
  const found = names.find((name) => missing.some((tag) => !listEntries(fields, name).includes(tag)));
  return `${found ?? "noLevel"}-languages`;
}
