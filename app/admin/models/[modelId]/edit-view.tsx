import { enumParam, firstParam, type SearchParams } from "@/app/_http/request";
import { GapList } from "@/components/admin/gap-list";
import { HistoryList } from "@/components/admin/history-list";
import { ModelForm } from "@/components/admin/model-form";
import { ModelPreview } from "@/components/admin/model-preview";
import { ProblemList } from "@/components/admin/problem-list";
import { TryForm } from "@/components/admin/try-form";
import { loneLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { countries, documentedCountries } from "@/lib/dash";
import { env } from "@/lib/env";
import { problems, readProblem } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { languages } from "@/lib/i18n/languages";
import { compareCatalogue, findGaps, listHistory, listLanguages } from "@/lib/models";
import { drawings, type ModelView } from "@/lib/models/types";
import { routes } from "@/lib/routes";
import type { PartnerScope } from "@/lib/scope";
import { maxSlots } from "../_form/read-posted";
import { nameSlot } from "../_form/write-fields";
import type { DraftForm } from "./read-draft";
import { readPreview } from "./read-preview";

type Props = {
  scope: PartnerScope<"catalogue:write">;
  view: ModelView;
  form: DraftForm;
  parameters: Awaited<SearchParams>;
};

const pictureCodes = ["type", "svg", "heavy", "broken", "large", "animated"].map(
  (fault) => `picture-${fault}` as "picture-type",
);

/** The form of a model, with what it lacks, the preview and the history. */
export async function EditView({ scope, view, form, parameters }: Props) {
  const t = await getTranslations();
  const { model, state, used, triedAt } = view;
  const { modelId } = model;
  const done = enumParam(parameters.done, ["made", "saved", "tried"]);
  const pictureProblem = readProblem(firstParam(parameters.problem), pictureCodes);
  const wrong = form.isChecked && !form.read.ok ? form.read.problems : {};
  const described = Object.entries(wrong).map(([name, { words, max = 0 }]) => [
    name,
    t(`models.problems.${words}`, { max }),
  ]);
  const isSaved = form.wanted !== null && compareCatalogue([model], [form.wanted]).length === 0;
  const preview = readPreview(form.wanted ?? model, parameters, await getLocale());
  return (
    <div className="grid grid-cols-1 gap-8 md:grid-cols-[minmax(0,1fr)_24.375rem]">
      <div className="grid grid-cols-1 content-start gap-6">
        {done && <Notice role="status">{t(`models.done.${done}`)}</Notice>}
        {form.isLost && <Notice role="alert">{t("models.draftLost")}</Notice>}
        {form.isOvertaken && <Notice role="alert">{t("models.overtaken")}</Notice>}
        <ProblemList form={{ fields: form.fields, problems: Object.fromEntries(described) }} />
        <GapList
          gaps={findGaps(form.wanted ?? model, triedAt, languages)}
          languages={listLanguages(form.wanted ?? model, languages)}
          all={languages}
          fields={form.fields}
        />
        <ModelForm
          form={{ fields: form.fields, problems: Object.fromEntries(described) }}
          modelId={modelId}
          seen={state}
          used={used}
          stored={Object.fromEntries(model.slots.map(({ instance }) => [nameSlot(instance), instance]))}
          languages={languages}
          countries={{ documented: documentedCountries, all: Object.keys(countries) }}
          drawings={drawings}
          maxSlots={maxSlots}
          vendorCode={env().DASH_VENDOR_CODE}
          pictureProblem={pictureProblem && t(problems[pictureProblem].words)}
        />
      </div>
      <div className="grid grid-cols-1 content-start gap-8">
        <ModelPreview preview={preview} languages={languages} isOld={form.wanted === null} />
        <TryForm modelId={modelId} triedAt={triedAt} isSaved={isSaved} />
        <HistoryList modelId={modelId} events={await listHistory(scope, view)} />
        <a href={routes.askModelDeletion({ modelId })} className={`${loneLink} justify-self-start`}>
          {t("models.delete.submit")}
        </a>
      </div>
    </div>
  );
}
