import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk } from "@/components/support/desk";
import { requireStaff } from "@/lib/auth";

const viewerOfDesk = () => requireStaff("/support", "support", "admin");

export async function generateMetadata(): Promise<Metadata> {
  await viewerOfDesk();
  return { title: (await getTranslations("search"))("title") };
}

export default async function SupportPage() {
  const staff = await viewerOfDesk();
  const t = await getTranslations("search");
  return (
    <Desk role={staff.role} current="search">
      <h1 className="text-page font-bold">{t("title")}</h1>
    </Desk>
  );
}
