import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoReports } from "@/components/admin/no-reports";
import { ReportTable } from "@/components/admin/report-table";
import { StaffLayout } from "@/components/staff/staff-layout";
import { requireStaff } from "@/lib/auth";
import { getCollator } from "@/lib/i18n/by-language";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { countReports } from "@/lib/readings";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";

const requireViewer = () => requireStaff(routes.reporting(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("desk"))("devices") };
}

/** The page that tells which devices report, and which have gone silent. */
export default async function ReportingPage() {
  const viewer = await requireViewer();
  const scope = partnerScope(viewer, "devices:read") ?? notFound();
  const language = await getLocale();
  const { compare } = getCollator(language);
  const counts = await countReports(scope, { language, compare });
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current="devices">
      <div className="grid grid-cols-1 gap-4">
        <h1 className="text-page font-bold">{t("desk.devices")}</h1>
        {counts.some(({ devices, never }) => never < devices) ? (
          <ReportTable counts={counts} />
        ) : (
          <NoReports hasDevices={counts.length > 0} />
        )}
      </div>
    </StaffLayout>
  );
}
