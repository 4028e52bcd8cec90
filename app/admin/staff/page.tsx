import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { oneOf, type SearchParams } from "@/app/_http/search-params";
import { StaffTable } from "@/components/staff/staff-table";
import { Desk } from "@/components/support/desk";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { env } from "@/lib/env";
import { listStaff } from "@/lib/staff";

const viewerOfPage = () => requireStaff("/admin/staff", "admin");

export async function generateMetadata(): Promise<Metadata> {
  await viewerOfPage();
  return { title: (await getTranslations("staff"))("title") };
}

export default async function StaffPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await viewerOfPage();
  const { done } = await searchParams;
  const { staff, isCut } = await listStaff(viewer, env().STAFF_SESSION_IDLE_HOURS);
  const t = await getTranslations("staff");
  return (
    <Desk role={viewer.role} current="staff">
      <div className="grid grid-cols-1 gap-4">
        <h1 className="text-page font-bold">{t("title")}</h1>
        {oneOf(done, ["ended"]) && <Notice role="status">{t("ended")}</Notice>}
        <div className="max-w-words text-muted">
          <p>{t("roles")}</p>
          <p id="own-sessions">{t("endOwn")}</p>
        </div>
        <StaffTable staff={staff} viewerId={viewer.id} />
        {isCut && <p className="text-muted">{t("cut", { count: staff.length })}</p>}
      </div>
    </Desk>
  );
}
