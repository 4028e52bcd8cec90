import type { Metadata } from "next";
import { headers } from "next/headers";
import { SectionCard } from "@/components/doctor/section-card";
import { Summary } from "@/components/doctor/summary";
import { StaffLayout } from "@/components/staff/staff-layout";
import { button } from "@/components/ui/button";
import { requireStaff } from "@/lib/auth";
import { examineFor } from "@/lib/doctor";
import { env } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

const requireViewer = () => requireStaff(routes.doctor(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("doctor"))("title") };
}

export default async function DoctorPage() {
  const viewer = await requireViewer();
  const sections = await examineFor(viewer, await headers(), env().TRUSTED_PROXIES);
  const t = await getTranslations("doctor");
  return (
    <StaffLayout role={viewer.role} current="overview">
      <div className="grid grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="text-page font-bold">{t("title")}</h1>
          <a href={routes.doctor()} className={button.secondary}>
            {t("again")}
          </a>
        </div>
        <Summary sections={sections} />
        <p className="max-w-words text-muted">{t.rich("text", { code: (words) => <code>{words}</code> })}</p>
        <div className="-mb-4 gap-4 md:columns-2">
          {sections.map((section) => (
            <SectionCard key={section.topic} section={section} />
          ))}
        </div>
      </div>
    </StaffLayout>
  );
}
