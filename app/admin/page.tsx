import type { Metadata } from "next";
import { LastChanges } from "@/components/overview/last-changes";
import { LastImports } from "@/components/overview/last-imports";
import { LastWrites } from "@/components/overview/last-writes";
import { NeedList } from "@/components/overview/need-list";
import { StaffLayout } from "@/components/staff/staff-layout";
import { button } from "@/components/ui/button";
import { requireStaff } from "@/lib/auth";
import { getTranslations } from "@/lib/i18n/intl";
import { viewOverview } from "@/lib/overview";
import { routes } from "@/lib/routes";

const requireViewer = () => requireStaff(routes.admin(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("desk"))("overview") };
}

export default async function OverviewPage() {
  const viewer = await requireViewer();
  const { needs, changes, imports, writes } = await viewOverview(viewer);
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current="overview">
      <div className="grid grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-page font-bold">{t("desk.overview")}</h1>
          <a href={routes.doctor()} className={button.secondary}>
            {t("doctor.check")}
          </a>
        </div>
        <NeedList needs={needs} />
        <div className="grid grid-cols-1 items-start gap-x-12 gap-y-8 pt-4 md:grid-cols-2">
          <LastChanges changes={changes} />
          <div className="grid grid-cols-1 gap-8">
            <LastImports imports={imports} />
            <LastWrites writes={writes} />
          </div>
        </div>
      </div>
    </StaffLayout>
  );
}
