import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyDesk } from "@/components/support/empty-desk";
import { requireStaff } from "@/lib/auth";

const viewerOfDesk = () => requireStaff("/support", "support", "admin");

export async function generateMetadata(): Promise<Metadata> {
  await viewerOfDesk();
  return { title: (await getTranslations("desk"))("title") };
}

export default async function SupportPage() {
  return <EmptyDesk role={(await viewerOfDesk()).role} />;
}
