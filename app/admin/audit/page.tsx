import type { Metadata } from "next";
import { addParams, firstParam, type SearchParams } from "@/app/_http/request";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { AuditPager } from "@/components/audit/audit-pager";
import { AuditTable } from "@/components/audit/audit-table";
import { StaffLayout } from "@/components/staff/staff-layout";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { listActors, listEvents } from "@/lib/audit";
import { requireStaff } from "@/lib/auth";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { readFilterText } from "./filter";
import { describeProblems } from "./problems";

type Props = { searchParams: SearchParams };

const requireViewer = async ({ searchParams }: Props) =>
  requireStaff(addParams(routes.audit(), await searchParams), "admin");

export async function generateMetadata(props: Props): Promise<Metadata> {
  await requireViewer(props);
  return { title: (await getTranslations("desk"))("audit") };
}

export default async function AuditPage(props: Props) {
  const viewer = await requireViewer(props);
  const parameters = await props.searchParams;
  const { given, words } = await readFilterText(viewer, parameters);
  // A customer who can no longer be read is not searched for.
  const filter = { ...words, customer: given.customer && words.customer };
  const place = { older: firstParam(parameters.older), newer: firstParam(parameters.newer) };
  const t = await getTranslations();
  const expired = words.customer && !given.customer && { customer: t("search.expired.title") };
  const actors = await listActors(viewer);
  const found = await listEvents(viewer, given, place);
  const refused = found.ok ? [] : found.problems;
  const unrecorded = refused.find(({ code }) => code === "unrecorded");
  return (
    <StaffLayout role={viewer.role} current="audit">
      <h1 className="text-page font-bold">{t("desk.audit")}</h1>
      <p className="mt-1 text-muted">{t("audit.text")}</p>
      <AuditFilterForm
        given={given}
        problems={{ ...(await describeProblems(refused, given)), ...expired }}
        actors={actors}
      />
      {unrecorded && (
        <div className="mt-6">
          <UnrecordedNotice reference={unrecorded.reference} />
        </div>
      )}
      {found.ok && (
        <>
          <AuditTable events={found.value.events} />
          <AuditPager page={found.value} words={filter} isFirst={!place.older && !place.newer} />
        </>
      )}
    </StaffLayout>
  );
}
