import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ModelChoice } from "./model-choice";

/** In bytes; a form has at most 512 kB. */
const largest = 400 * 1024;

type Props = {
  models: readonly { modelId: string; name: string }[];
  /** Id of the model of the last attempt. */
  chosen: string;
  /** Error message for the last attempt. */
  problem: string | undefined;
};

/** The form that takes serial numbers of a model, typed or in a file. */
export function RevokeForm({ models, chosen, problem }: Props) {
  const t = useTranslations("acts.revoke");
  const described = problem ? "serials-problem serials-hint" : "serials-hint";
  return (
    <>
      <p className="max-w-words text-body">{t("text")}</p>
      <form
        method="post"
        encType="multipart/form-data"
        action={routes.checkRevocation()}
        className="grid grid-cols-1 gap-4"
      >
        <ModelChoice label={t("model")} models={models} chosen={chosen} />
        <div>
          <label htmlFor="serials" className={fieldLabel}>
            {t("list")}
          </label>
          <textarea
            id="serials"
            name="serials"
            rows={8}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem ? true : undefined}
            aria-describedby={described}
            className={`${field} py-3 font-mono`}
          />
          {problem && <Problem id="serials-problem">{problem}</Problem>}
          <p id="serials-hint" className="mt-1 text-meta text-muted">
            {t("listHint")}
          </p>
        </div>
        <div>
          <label htmlFor="file" className={fieldLabel}>
            {t("file")}
          </label>
          <FileInput
            name="file"
            accept=".txt,.csv,text/plain,text/csv"
            most={largest}
            tooLarge={t("long")}
            describedBy={described}
            isWrong={false}
          />
        </div>
        <p>
          <button type="submit" className={button.primary}>
            {t("check")}
          </button>
        </p>
      </form>
    </>
  );
}
