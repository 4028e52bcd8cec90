import { useTranslations } from "next-intl";
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
      <table className="w-full text-left tabular-nums max-md:block">
        <thead className="text-meta text-muted max-md:sr-only">
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className="h-8 pr-4 font-normal">
                {t(`columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {models.map((model) => (
            <ModelRow key={model.modelId} model={model} languages={languages} />
          ))}
        </tbody>
      </table>
    </>
  );
}
