import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/_http/request";
import { describeAddressProblem } from "@/app/sign-in/problems";
import { BackToAccount } from "@/components/account/back-to-account";
import { EmailForm } from "@/components/sign-in/email-form";
import { requireFresh } from "@/lib/auth";
import { findEmail } from "@/lib/customers";
import { env } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.email"))("newTitle") };
}

export default async function EmailPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const viewer = await requireFresh(routes.email());
  if (!env().SMTP_URL) notFound();
  const email = await findEmail(ownScope(viewer));
  const t = await getTranslations("account.email");
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      <BackToAccount />
      <h1 className="mb-6 text-page font-bold">{t("newTitle")}</h1>
      <p className="mb-6 max-w-words">
        {t("text")} {email && t("told", { email })}
      </p>
      <EmailForm
        action={routes.sendEmailCode()}
        label={t("label")}
        submit={t("send")}
        problem={
          await describeAddressProblem(parameters, ["email-malformed", "email-unchanged", "email-taken"])
        }
      />
    </div>
  );
}
