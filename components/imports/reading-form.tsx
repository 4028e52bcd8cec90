import { button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { useTranslations } from "@/lib/i18n/intl";
import { type DelimiterName, delimiters, encodingNames, type FileReading } from "@/lib/import/types";
import { routes } from "@/lib/routes";
import { type ColumnChoice, ColumnTable } from "./column-table";
import { type ChosenOptions, OptionFields } from "./option-fields";

type Props = {
  importId: string;
  /** Null if nobody could read the file. */
  reading: FileReading | null;
  columns: readonly ColumnChoice[];
  chosen: ChosenOptions;
  /** Whether it can be checked again. */
  isOpen: boolean;
  /** Whether one of the further options is what helps. */
  needsOptions: boolean;
};

/** How a file was understood, and the choices to have it read differently. */
export function ReadingForm({ importId, reading, columns, chosen, isOpen, needsOptions }: Props) {
  const t = useTranslations("imports");
  return (
    <section aria-labelledby="reading" className="min-w-0">
      <h2 id="reading" className="text-section font-bold">
        {t("reading.title")}
      </h2>
      {reading && <Facts reading={reading} />}
      <form method="post" action={routes.checkImport({ importId })} className="mt-2">
        {columns.length > 0 && <ColumnTable columns={columns} isOpen={isOpen} />}
        {isOpen && (
          <>
            <Disclosure
              summary={t("form.more")}
              open={needsOptions || reading === null || Object.values(chosen).some(Boolean)}
            >
              <div className="pt-1 pb-4">
                <OptionFields chosen={chosen} isText={reading?.format !== "ndjson"} />
              </div>
            </Disclosure>
            <button type="submit" className={`${button.secondary} mt-2 max-sm:w-full`}>
              {t("run.check")}
            </button>
          </>
        )}
      </form>
    </section>
  );
}

function Facts({ reading: { format, encoding, delimiter, target, layout } }: { reading: FileReading }) {
  const t = useTranslations("imports");
  const name = (Object.keys(delimiters) as DelimiterName[]).find((each) => delimiters[each] === delimiter);
  const facts: [string, string | null][] = [
    [t("reading.format"), format === "csv" ? "CSV" : "NDJSON"],
    [t("form.encoding"), encodingNames[encoding]],
    [t("form.delimiter"), name ? t(`delimiters.${name}`) : delimiter],
    [t("form.target"), target ? t(`targets.${target}`) : t("reading.mixed")],
    [t("reading.layout"), layout && t(`reading.layouts.${layout}`)],
  ];
  return (
    <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {facts.map(
        ([term, text]) =>
          text && (
            <div key={term} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-muted">{term}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
