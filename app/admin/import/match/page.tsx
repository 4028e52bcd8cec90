import type { Metadata } from "next";
import { firstParam, type SearchParams } from "@/app/_http/request";
import { MatchForm } from "@/components/imports/match-form";
import { MatchList } from "@/components/imports/match-list";
import { StaffLayout } from "@/components/staff/staff-layout";
import { BackLink } from "@/components/ui/back-link";
import { requireStaff } from "@/lib/auth";
import { env } from "@/lib/env";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { describeWith } from "@/lib/import";
import { routes } from "@/lib/routes";
import { createImportTranslator } from "../translator";
import { readFault, readReport } from "./address";

const requireViewer = () => requireStaff(routes.matchReport(), "admin");
const codes = ["file-missing", "file-large", "file-broken"] as const;

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("imports.match"))("title") };
}

export default async function MatchPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const parameters = await searchParams;
  const t = await getTranslations();
  const report = readReport(parameters);
  const fault = readFault(parameters);
  const code = readProblem(firstParam(parameters.problem), codes);
  const problem =
    fault === "columns"
      ? t("imports.match.columns")
      : fault
        ? describeWith(createImportTranslator(t)).fault(fault)
        : code && t(problems[code].words);
  return (
    <StaffLayout role={viewer.role} current="import">
      <BackLink href={routes.imports()}>{t("desk.import")}</BackLink>
      <div className="grid grid-cols-1 gap-4">
        <h1 className="text-page font-bold">{t("imports.match.title")}</h1>
        {report && <MatchList {...report} isOpen={env().SELF_SIGN_UP} />}
        <p className="max-w-words text-muted">{t("imports.match.text")}</p>
        <MatchForm problem={problem} />
      </div>
    </StaffLayout>
  );
}
