import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstParam, type SearchParams, withQuery } from "@/app/_http/search-params";
import { orUnrecorded } from "@/app/support/or-unrecorded";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { AuditPager } from "@/components/audit/audit-pager";
import { AuditTable } from "@/components/audit/audit-table";
import { StaffLayout } from "@/components/staff/staff-layout";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { listActors, listEvents } from "@/lib/audit";
import { requireStaff } from "@/lib/auth";
import { readFilterText } from "./filter";

type Props = { searchParams: SearchParams };

const viewerOfAudit = async ({ searchParams }: Props) =>
  requireStaff(withQuery("/admin/audit", await searchParams), "admin");

export async function generateMetadata(props: Props): Promise<Metadata> {
  await viewerOfAudit(props);
  return { title: (await getTranslations("desk"))("audit") };
}

export default async function AuditPage(props: Props) {
  const viewer = await viewerOfAudit(props);
  const parameters = await props.searchParams;
  const given = readFilterText(parameters);
  const place = { older: firstParam(parameters.older), newer: firstParam(parameters.newer) };
  const t = await getTranslations();
  const actors = await listActors(viewer);
  const found = await orUnrecorded(listEvents(viewer, given, place));
  const faults = found && "faults" in found ? found.faults : {};
  return (
    <StaffLayout role={viewer.role} current="audit">
      <h1 className="text-page font-bold">{t("desk.audit")}</h1>
      <p className="mt-1 text-muted">{t("audit.text")}</p>
      <AuditFilterForm given={given} faults={faults} actors={actors} />
      {found && "unrecorded" in found && (
        <div className="mt-6">
          <UnrecordedNotice reference={found.unrecorded} />
        </div>
      )}
      {found && "events" in found && (
        <>
          <AuditTable events={found.events} />
          <AuditPager page={found} given={given} isFirst={!place.older && !place.newer} />
        </>
      )}
    </StaffLayout>
  );
}
