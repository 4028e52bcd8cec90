import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { readMinutes } from "@/app/_http/minutes";
import { enumParam, type SearchParams } from "@/app/_http/search-params";
import { BackToAccount } from "@/components/account/back-to-account";
import { EmailForm } from "@/components/sign-in/email-form";
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
  const fault = enumParam(problem, ["address", "limit", "same", "taken"]);
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      <BackToAccount />
      <h1 className="mb-6 text-page font-bold">{t("newTitle")}</h1>
      <p className="mb-6 max-w-words">
        {t("text")} {email && t("told", { email })}
      </p>
      <EmailForm
        action="/account/email/send"
        label={t("label")}
        submit={t("send")}
        problem={
          fault === "same" || fault === "taken"
            ? t(fault)
            : fault && words(fault, { minutes: readMinutes(minutes) })
        }
      />
    </div>
  );
}
