import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type SearchParams, wordsOf } from "@/app/_http/search-params";
import { minutesOf } from "@/app/sign-in/minutes-of";
import { AddressForm } from "@/components/account/address-form";
import { BackToAccount } from "@/components/account/back-to-account";
import { requireFresh } from "@/lib/auth";
import { findEmail } from "@/lib/customers";
import { env } from "@/lib/env";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.email"))("newTitle") };
}

export default async function EmailPage({ searchParams }: { searchParams: SearchParams }) {
  const { problem, minutes } = await searchParams;
  const viewer = await requireFresh("/account/email");
  if (!env().SMTP_URL) notFound();
  const email = await findEmail(viewer);
  const t = await getTranslations("account.email");
  const words = await getTranslations("signIn.problem");
  const problems: Record<string, string> = {
    address: words("address"),
    limit: words("limit", { minutes: minutesOf(minutes) }),
    same: t("same"),
    taken: t("taken"),
  };
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      <BackToAccount />
      <h1 className="mb-6 text-page font-bold">{t("newTitle")}</h1>
      <p className="mb-6 max-w-words">
        {t("text")} {email && t("told", { email })}
      </p>
      <AddressForm problem={wordsOf(problems, problem)} />
    </div>
  );
}
