import type { Metadata } from "next";
import { ArrivedTable } from "@/components/sign-in-check/arrived-table";
import { ReadingTable } from "@/components/sign-in-check/reading-table";
import { StaffLayout } from "@/components/staff/staff-layout";
import { button } from "@/components/ui/button";
import { findReport, requireStaff } from "@/lib/auth";
import { getTranslations } from "@/lib/i18n/intl";
import { buildFreshSignInPath, routes } from "@/lib/routes";

const requireViewer = () => requireStaff(routes.signInCheck(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("signInCheck"))("title") };
}

export default async function SignInCheckPage() {
  const viewer = await requireViewer();
  const report = await findReport(viewer);
  const t = await getTranslations("signInCheck");
  return (
    <StaffLayout role={viewer.role} current="staff">
      <div className="grid grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-page font-bold">{t("title")}</h1>
          <a href={buildFreshSignInPath(routes.signInCheck())} className={button.secondary}>
            {t("again")}
          </a>
        </div>
        <p className="max-w-words text-muted">{t(report ? "text" : "none")}</p>
        {report && (
          <>
            <ReadingTable readings={report.readings} />
            <h2 className="mt-6 text-card font-medium">{t("arrived")}</h2>
            <ArrivedTable claims={report.arrived} />
          </>
        )}
      </div>
    </StaffLayout>
  );
}
