import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/support/desk";
import { StaffReturnNotice } from "@/components/support/staff-return-notice";
import { requireStaff } from "@/lib/auth";
import { findStaffReturn } from "@/lib/support";
import { addressOf, one, type SearchParams } from "../_http/search-params";

const viewerOfDesk = (path = "/support") => requireStaff(path, "support", "admin");

export async function generateMetadata(): Promise<Metadata> {
  await viewerOfDesk();
  return { title: (await getTranslations("search"))("title") };
}

export default async function SupportPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const staff = await viewerOfDesk(addressOf("/support", parameters));
  const t = await getTranslations("search");
  const back = one(parameters.back);
  const launches = back ? await findStaffReturn(staff, back) : [];
  return (
    <Desk role={staff.role} current="search">
      <h1 className="text-page font-bold">{t("title")}</h1>
      {back && (
        <div className="mt-4">
          <StaffReturnNotice launches={launches} />
        </div>
      )}
    </Desk>
  );
}
