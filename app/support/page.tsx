import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstParam, type SearchParams, withQuery } from "@/app/_http/search-params";
import { orUnrecorded } from "@/app/support/or-unrecorded";
import { StaffLayout } from "@/components/staff/staff-layout";
import { LiveSearch } from "@/components/support/live-search";
import { SearchAnswer } from "@/components/support/search-answer";
import { SearchForm } from "@/components/support/search-form";
import { StaffReturnNotice } from "@/components/support/staff-return-notice";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { requireStaff } from "@/lib/auth";
import { searchCustomers } from "@/lib/search";
import { viewStaffReturn } from "@/lib/staff-launches";

type Props = { searchParams: SearchParams };

const viewerOfDesk = async (searchParams: SearchParams) =>
  requireStaff(withQuery("/support", await searchParams), "support", "admin");

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  await viewerOfDesk(searchParams);
  return { title: (await getTranslations("desk"))("search") };
}

export default async function SupportPage({ searchParams }: Props) {
  const staff = await viewerOfDesk(searchParams);
  const parameters = await searchParams;
  const search = firstParam(parameters.q)?.trim() ?? "";
  const after = search ? firstParam(parameters.after) : null;
  const found = search ? await orUnrecorded(searchCustomers(staff, { search, after })) : null;
  const t = await getTranslations("desk");
  const back = firstParam(parameters.back);
  const launches = back ? await orUnrecorded(viewStaffReturn(staff, back)) : [];
  return (
    <StaffLayout role={staff.role} current="search">
      <h1 className="text-page font-bold">{t("search")}</h1>
      {back && (
        <div className="mt-4">
          {"unrecorded" in launches ? (
            <UnrecordedNotice reference={launches.unrecorded} />
          ) : (
            <StaffReturnNotice launches={launches} />
          )}
        </div>
      )}
      <LiveSearch>
        <SearchForm search={search} />
        {found && "unrecorded" in found ? (
          <div className="mt-4">
            <UnrecordedNotice reference={found.unrecorded} />
          </div>
        ) : (
          <SearchAnswer found={found} search={search} isLater={after !== null} />
        )}
      </LiveSearch>
    </StaffLayout>
  );
}
