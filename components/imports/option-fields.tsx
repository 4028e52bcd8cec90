import { useTranslations } from "@/lib/i18n/intl";
import { type DelimiterName, delimiters, encodings } from "@/lib/import/types";
import { Choice } from "./choice";

/** What is chosen, by the fields' names; empty if it is left open. */
export type ChosenOptions = Readonly<
  Record<"target" | "encoding" | "delimiter" | "dates" | "sync" | "force", string>
>;

const check = "size-5 shrink-0 accent-accent";

/** How a file is to be read, and whether devices that it lacks are removed. */
export function OptionFields({ chosen, isText = true }: { chosen: ChosenOptions; isText?: boolean }) {
  const t = useTranslations("imports");
  const auto = t("form.auto");
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          name="target"
          label={t("form.target")}
          chosen={chosen.target}
          auto={auto}
          options={[
            ["customer", t("targets.customer")],
            ["device", t("targets.device")],
          ]}
        />
        <Choice
          name="encoding"
          label={t("form.encoding")}
          chosen={chosen.encoding}
          auto={auto}
          options={encodings.map((name) => [name, t(`encodings.${name}`)] as const)}
        />
        {isText && (
          <Choice
            name="delimiter"
            label={t("form.delimiter")}
            chosen={chosen.delimiter}
            auto={auto}
            options={(Object.keys(delimiters) as DelimiterName[]).map(
              (name) => [name, t(`delimiters.${name}`)] as const,
            )}
          />
        )}
        {isText && (
          <Choice
            name="dates"
            label={t("form.dates")}
            chosen={chosen.dates}
            auto={auto}
            options={[
              ["dmy", t("dateOrders.dmy")],
              ["mdy", t("dateOrders.mdy")],
            ]}
          />
        )}
      </div>
      <div>
        <label className="flex min-h-12 items-start gap-3 py-3">
          <input
            type="checkbox"
            name="sync"
            defaultChecked={chosen.sync !== ""}
            aria-describedby="sync-hint"
            className={check}
          />
          {t("form.sync")}
        </label>
        <div className="pl-8">
          <p id="sync-hint" className="max-w-words text-muted">
            {t("form.syncHint")}
          </p>
          <label className="flex min-h-12 items-start gap-3 py-3">
            <input type="checkbox" name="force" defaultChecked={chosen.force !== ""} className={check} />
            {t("form.force")}
          </label>
        </div>
      </div>
    </div>
  );
}
