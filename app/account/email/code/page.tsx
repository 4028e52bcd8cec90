import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { readMinutes } from "@/app/_http/minutes";
import { enumParam, firstParam, type SearchParams } from "@/app/_http/search-params";
import { BackToAccount } from "@/components/account/back-to-account";
import { CodeEntry, codeProblems } from "@/components/sign-in/code-entry";
import { hashToken, requireCustomer } from "@/lib/auth";
import { codeMinutes, findCode } from "@/lib/codes";
import { getBrowserCookieName } from "@/lib/http";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireCustomer("/account/email/code");
  const token = (await cookies()).get(getBrowserCookieName())?.value;
  const code = token ? await findCode(hashToken(token), "change-email") : null;
  // Somebody else of this browser asked for it: their address is none of the viewer's business.
  if (code?.customerId !== viewer.id) redirect("/account/email");
  const t = await getTranslations("code");
  const { problem, minutes, again } = await searchParams;
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      <BackToAccount />
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      <CodeEntry
        code={code}
        sent={t("sent", { email: code.email, minutes: codeMinutes })}
        label={(await getTranslations("account.email"))("submit")}
        paths={{
          verify: "/account/email/code/verify",
          send: "/account/email/send",
          other: "/account/email",
        }}
        again={firstParam(again) !== null && !problem}
        problem={enumParam(problem, codeProblems)}
        minutes={readMinutes(minutes)}
      />
    </div>
  );
}
