import type { Metadata } from "next";
import { addParams, enumParam, firstParam, type SearchParams } from "@/app/_http/request";
import { readLaunchSettings } from "@/app/settings";
import { StaffLayout } from "@/components/staff/staff-layout";
import { StaffReturnNotice } from "@/components/support/staff-return-notice";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { succeed } from "@/lib/result";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";
import { viewStaffReturn } from "@/lib/staff-launches";
import { CustomerSearch } from "./customer-search";
import { findResults } from "./find-results";

type Props = { searchParams: SearchParams };

const requireViewer = async (searchParams: SearchParams) =>
  requireStaff(addParams(routes.support(), await searchParams), "support", "admin");

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  await requireViewer(searchParams);
  return { title: (await getTranslations("desk"))("search") };
}

export default async function SupportPage({ searchParams }: Props) {
  const staff = await requireViewer(searchParams);
  const parameters = await searchParams;
  const results = await findResults(staff, parameters);
  const t = await getTranslations("desk");
  const back = firstParam(parameters.back);
  const backId = readId(back);
  const launches = backId
    ? await viewStaffReturn(staff, backId, readLaunchSettings(), await getLocale())
    : succeed([]);
  return (
    <StaffLayout role={staff.role} current="search">
      <h1 className="text-page font-bold">{t("search")}</h1>
      {enumParam(parameters.done, ["deleted"]) && (
        <div className="mt-4">
          <Notice role="status">{(await getTranslations("acts.delete"))("done")}</Notice>
        </div>
      )}
      {back && (
        <div className="mt-4">
          {launches.ok ? (
            <StaffReturnNotice launches={launches.value} />
          ) : (
            <UnrecordedNotice reference={launches.problems[0].reference} />
          )}
        </div>
      )}
      <CustomerSearch {...results} />
    </StaffLayout>
  );
}
