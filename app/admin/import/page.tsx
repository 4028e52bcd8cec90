import type { Metadata } from "next";
import { enumParam, firstParam, type SearchParams } from "@/app/_http/request";
import { FileExamples } from "@/components/imports/file-examples";
import { RunPager, RunTable } from "@/components/imports/run-table";
import { UploadForm } from "@/components/imports/upload-form";
import { StaffLayout } from "@/components/staff/staff-layout";
import { textLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { listRuns } from "@/lib/import";
import { routes } from "@/lib/routes";
import { readOptionText } from "./options";

const requireViewer = () => requireStaff(routes.imports(), "admin");
const codes = ["file-missing", "file-empty", "file-large", "file-broken"] as const;

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("desk"))("import") };
}

export default async function ImportsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const parameters = await searchParams;
  const after = firstParam(parameters.older);
  const { runs, older } = await listRuns(viewer, after);
  const t = await getTranslations();
  const code = readProblem(firstParam(parameters.problem), codes);
  const isFresh = runs.length === 0 && !after;
  return (
    <StaffLayout role={viewer.role} current="import">
      <div className="grid grid-cols-1 gap-4">
        <h1 className="text-page font-bold">{t("desk.import")}</h1>
        {enumParam(parameters.done, ["discarded"]) && (
          <Notice role="status">{t("imports.run.discarded")}</Notice>
        )}
        <p className="max-w-words text-muted">{t("imports.text")}</p>
        <UploadForm
          chosen={readOptionText((name) => firstParam(parameters[name]))}
          problem={code && t(problems[code].words)}
        />
        <p>
          <a href={routes.matchReport()} className={`${textLink} inline-flex min-h-12 items-center`}>
            {t("imports.match.title")}
          </a>
        </p>
        <Disclosure summary={t("imports.example.title")} open={isFresh}>
          <div className="pt-2">
            <FileExamples />
          </div>
        </Disclosure>
        <h2 className="mt-4 text-section font-bold">{t("imports.past")}</h2>
        {isFresh ? <p>{t("imports.none")}</p> : <RunTable runs={runs} />}
        <RunPager older={older} isFirst={!after} />
      </div>
    </StaffLayout>
  );
}
