import { useTranslations } from "@/lib/i18n/intl";
import type { ModelDifference } from "@/lib/models/types";
import { useChangeWords } from "./use-change-words";

/** A change of a model: a row for each field, with what stood there and what stands there then. */
export function ChangeList({ difference }: { difference: ModelDifference }) {
  const t = useTranslations("models.change");
  const describe = useChangeWords();
  if (difference.kind !== "changed") return <p className="py-2">{t(difference.kind)}</p>;
  return (
    <dl className="divide-y divide-line">
      {difference.changes.map((change) => {
        const { what, before, after } = describe(change);
        return (
          <div key={change.path.join(".")} className="py-2">
            <dt className="text-meta text-muted wrap-anywhere">{what}</dt>
            <dd className="wrap-anywhere">
              {before !== null && (
                <>
                  <span className="sr-only">{t("from")} </span>
                  <del className="text-muted">{before}</del>
                </>
              )}
              {before !== null && after !== null && <span aria-hidden="true">{" → "}</span>}
              {after !== null && (
                <>
                  <span className="sr-only">{t("to")} </span>
                  <ins className="font-medium no-underline">{after}</ins>
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
