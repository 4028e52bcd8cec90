import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { addressOf, one, type SearchParams } from "@/app/_http/search-params";
import { orUnrecorded } from "@/app/support/or-unrecorded";
import { Desk } from "@/components/support/desk";
import { LiveSearch } from "@/components/support/live-search";
import { SearchAnswer } from "@/components/support/search-answer";
import { SearchForm } from "@/components/support/search-form";
import { StaffReturnNotice } from "@/components/support/staff-return-notice";
import { UnrecordedNotice } from "@/components/support/unrecorded-notice";
import { requireStaff } from "@/lib/auth";
import { searchCustomers, viewStaffReturn } from "@/lib/support";

type Props = { searchParams: SearchParams };

const viewerOfDesk = async (searchParams: SearchParams) =>
  requireStaff(addressOf("/support", await searchParams), "support", "admin");

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  await viewerOfDesk(searchParams);
  return { title: (await getTranslations("desk"))("search") };
}

export default async function SupportPage({ searchParams }: Props) {
  const staff = await viewerOfDesk(searchParams);
  const parameters = await searchParams;
  const search = one(parameters.q)?.trim() ?? "";
  const after = search ? one(parameters.after) : null;
  const found = search ? await orUnrecorded(searchCustomers(staff, { search, after })) : null;
  const t = await getTranslations("desk");
  const back = one(parameters.back);
  const launches = back ? await orUnrecorded(viewStaffReturn(staff, back)) : [];
  return (
    <Desk role={staff.role} current="search">
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
    </Desk>
  );
}
