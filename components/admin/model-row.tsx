import { ModelPicture } from "@/components/devices/model-picture";
import { isolate } from "@/components/ui/isolate";
import { sortCountries } from "@/lib/i18n/countries";
import { useFormatter, useLocale, useTranslations } from "@/lib/i18n/intl";
import type { ModelOverview } from "@/lib/models/types";
import { routes } from "@/lib/routes";

const cell = "align-top md:py-3 md:pr-4";

/** A model, with how far it is done. */
export function ModelRow({ model, languages }: { model: ModelOverview; languages: number }) {
  const t = useTranslations("models");
  const format = useFormatter();
  const { modelId, name, countries, devices, gaps } = model;
  return (
    <tr className="border-t border-line max-md:flex max-md:flex-wrap max-md:gap-x-6 max-md:py-3">
      <th scope="row" className="align-top font-normal max-md:basis-full md:py-3 md:pr-4">
        <a href={routes.model({ modelId })} className="flex min-h-12 items-center gap-3">
          <ModelPicture device={model} className="size-12" lazy />
          <span className="min-w-0">
            <span className="block font-medium text-accent underline decoration-1 underline-offset-4 wrap-anywhere hover:decoration-2">
              {isolate(name)}
            </span>
            <span className="block text-meta text-muted wrap-anywhere">{modelId}</span>
          </span>
        </a>
      </th>
      <td className={cell}>
        <span className="text-meta text-muted md:sr-only">{t("columns.languages")} </span>
        {t("languagesDone", { done: model.languages, all: languages })}
      </td>
      <td className={cell}>
        <Countries codes={countries} />
      </td>
      <td className={cell}>{t("devices", { count: devices })}</td>
      <td className="align-top max-md:basis-full max-md:pt-1 md:py-3">
        {gaps.length > 0 ? (
          <>
            <span className="text-meta text-muted md:sr-only">{t("columns.gaps")} </span>
            {format.list(gaps.map((gap) => t(`gaps.${gap}`)))}
          </>
        ) : (
          <span className="text-muted">{t("complete")}</span>
        )}
      </td>
    </tr>
  );
}

/** The number of countries, with their names on request. */
function Countries({ codes }: { codes: string[] }) {
  const t = useTranslations("models");
  const language = useLocale();
  if (codes.length === 0) return <span>{t("countries", { count: 0 })}</span>;
  return (
    <details>
      <summary>{t("countries", { count: codes.length })}</summary>
      <ul className="pl-4 text-muted">
        {sortCountries(codes, language).map(({ code, name }) => (
          <li key={code}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
