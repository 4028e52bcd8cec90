import { firstParam, type SearchParams } from "@/app/_http/request";
import { ChangeList } from "@/components/admin/change-list";
import { button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { compareCatalogue } from "@/lib/models";
import type { ModelView } from "@/lib/models/types";
import { routes } from "@/lib/routes";
import { fitsAddress } from "../_form/draft";
import type { DraftForm } from "./read-draft";

type Props = { view: ModelView; form: DraftForm; parameters: Awaited<SearchParams> };

/** What saving would change, and for how many devices. */
export async function ReviewView({ view, form, parameters }: Props) {
  const t = await getTranslations();
  const { model, state, devices, used } = view;
  const { modelId } = model;
  const [difference] = form.wanted ? compareCatalogue([model], [form.wanted]) : [];
  const code = readProblem(firstParam(parameters.problem), [
    "vendor-code-in-use",
    "slot-in-use",
    "model-changed",
    "picture-unknown",
  ]);
  const isOvertaken = form.isOvertaken || code === "model-changed";
  // The general words speak of files.
  const words =
    code === "slot-in-use"
      ? "models.form.slotsLocked"
      : code && code !== "model-changed" && problems[code].words;
  const undo = firstParam(parameters.undo);
  const draft = form.text && fitsAddress(form.text) ? form.text : null;
  const back = routes.model({ modelId }, { draft });
  return (
    <div className="grid max-w-device gap-4">
      <h2 className="text-section font-bold">
        {t(difference ? "models.review.title" : "models.review.nothing")}
      </h2>
      {isOvertaken && <Notice role="alert">{t("models.review.overtaken")}</Notice>}
      {words && <Notice role="alert">{t(words, { count: used })}</Notice>}
      {difference && (
        <>
          <p className="text-body">{t("models.review.devices", { count: devices })}</p>
          <div className="rounded-row bg-surface px-4 py-2 shadow-tile sm:px-5">
            <ChangeList difference={difference} />
          </div>
        </>
      )}
      <form method="post" action={routes.saveModel({ modelId })} className="mt-2 flex flex-wrap gap-3">
        <input type="hidden" name="draft" value={form.text ?? ""} />
        <input type="hidden" name="seen" value={state} />
        {undo && <input type="hidden" name="undo" value={undo} />}
        {difference && (
          <button type="submit" className={button.primary}>
            {t("models.review.save")}
          </button>
        )}
        <a href={back} className={button.secondary}>
          {t("models.review.back")}
        </a>
      </form>
    </div>
  );
}
