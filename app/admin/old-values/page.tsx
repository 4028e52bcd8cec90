import type { Metadata } from "next";
import { enumParam, type SearchParams } from "@/app/_http/request";
import { FaultTable } from "@/components/faults/fault-table";
import { StaffLayout } from "@/components/staff/staff-layout";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { listFaults } from "@/lib/faults";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

const requireViewer = () => requireStaff(routes.oldValues(), "admin");

export async function generateMetadata(): Promise<Metadata> {
  await requireViewer();
  return { title: (await getTranslations("faults"))("title") };
}

export default async function OldValuesPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { done } = await searchParams;
  const listed = await listFaults(viewer);
  const t = await getTranslations("faults");
  return (
    <StaffLayout role={viewer.role} current={null}>
      <div className="grid grid-cols-1 gap-4">
        <h1 className="text-page font-bold">{t("title")}</h1>
        {enumParam(done, ["settled"]) && <Notice role="status">{t("settled")}</Notice>}
        {!listed.ok && <UnrecordedNotice reference={listed.problems[0].reference} />}
        {listed.ok && listed.value.faults.length === 0 && <p>{t("none")}</p>}
        {listed.ok && listed.value.faults.length > 0 && (
          <>
            <p className="max-w-words text-muted">{t("text")}</p>
            <FaultTable faults={listed.value.faults} />
          </>
        )}
        {listed.ok && listed.value.isCut && <p className="text-muted">{t("cut")}</p>}
      </div>
    </StaffLayout>
  );
}
