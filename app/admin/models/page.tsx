import type { Metadata } from "next";
import { enumParam, type SearchParams } from "@/app/_http/request";
import { ModelTable } from "@/components/admin/model-table";
import { NoModels } from "@/components/admin/no-models";
import { StaffLayout } from "@/components/staff/staff-layout";
import { button, textLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { countFaults } from "@/lib/faults";
import { getCollator } from "@/lib/i18n/by-language";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { languages } from "@/lib/i18n/languages";
import { listOverviews } from "@/lib/models";
import { routes } from "@/lib/routes";
import { requireScope } from "./_form/scope";

const requireViewer = () => requireStaff(routes.models(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("desk"))("models") };
}

export default async function ModelsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const scope = requireScope(viewer);
  const language = await getLocale();
  const { compare } = getCollator(language);
  const [models, faults] = await Promise.all([
    listOverviews(scope, { languages, language, compare }),
    countFaults(viewer),
  ]);
  const done = enumParam((await searchParams).done, ["deleted"]);
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current="models">
      <div className="grid grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-page font-bold">{t("desk.models")}</h1>
          <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <a href={routes.revocation()} className={textLink}>
              {t("acts.revoke.title")}
            </a>
            <a href={routes.newModel()} className={button.primary}>
              {t("models.make")}
            </a>
          </p>
        </div>
        {done && <Notice role="status">{t("models.deleted")}</Notice>}
        {faults > 0 && (
          <a href={routes.oldValues()} className={`${textLink} justify-self-start`}>
            {t("faults.waiting", { count: faults })}
          </a>
        )}
        {models.length > 0 ? <ModelTable models={models} languages={languages.length} /> : <NoModels />}
      </div>
    </StaffLayout>
  );
}
