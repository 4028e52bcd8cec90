import type { Metadata } from "next";
import { enumParam, type SearchParams } from "@/app/_http/request";
import { StaffLayout } from "@/components/staff/staff-layout";
import { StaffTable } from "@/components/staff/staff-table";
import { textLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { env } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { listStaff } from "@/lib/staff";

const requireViewer = () => requireStaff(routes.staff(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("desk"))("staff") };
}

export default async function StaffPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { done } = await searchParams;
  const { staff, isCut } = await listStaff(viewer, env().STAFF_SESSION_IDLE_HOURS);
  const t = await getTranslations();
  return (
    <StaffLayout role={viewer.role} current="staff">
      <div className="grid grid-cols-1 gap-4">
        <h1 className="text-page font-bold">{t("desk.staff")}</h1>
        {enumParam(done, ["ended"]) && <Notice role="status">{t("staff.ended")}</Notice>}
        <div className="max-w-words text-muted">
          <p>
            {t.rich("staff.roles", {
              check: (words) => (
                <a href={routes.signInCheck()} className={textLink}>
                  {words}
                </a>
              ),
            })}
          </p>
          <p id="own-sessions">{t("staff.endOwn")}</p>
        </div>
        <StaffTable staff={staff} viewerId={viewer.id} />
        {isCut && <p className="text-muted">{t("staff.cut", { count: staff.length })}</p>}
      </div>
    </StaffLayout>
  );
}
