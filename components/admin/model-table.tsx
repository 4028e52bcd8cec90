import { StackedTable } from "@/components/staff/stacked-table";
import { useTranslations } from "@/lib/i18n/intl";
import type { ModelOverview } from "@/lib/models/types";
import { ModelRow } from "./model-row";

const columns = ["model", "languages", "countries", "devices", "gaps"] as const;

type Props = { models: ModelOverview[]; languages: number };

/** The table of models; on phones, each is a block of lines. */
export function ModelTable({ models, languages }: Props) {
  const t = useTranslations("models");
  return (
    <>
      <p className="max-w-words text-muted">{t("languagesHint")}</p>
      <StackedTable columns={columns.map((name) => t(`columns.${name}`))}>
        {models.map((model) => (
          <ModelRow key={model.modelId} model={model} languages={languages} />
        ))}
      </StackedTable>
    </>
  );
}
