import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { firstParam, type SearchParams } from "@/app/_http/request";
import { describeCodeProblem } from "@/app/sign-in/problems";
import { BackToAccount } from "@/components/account/back-to-account";
import { CodeEntry } from "@/components/sign-in/code-entry";
import { hashToken, requireCustomer } from "@/lib/auth";
import { codeMinutes, findCode } from "@/lib/codes";
import { getBrowserCookieName } from "@/lib/http";
import { getTranslations } from "@/lib/i18n/intl";
import { routes, toAbsolute } from "@/lib/routes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireCustomer(routes.emailCode());
  const token = (await cookies()).get(getBrowserCookieName())?.value;
  const code = token ? await findCode(hashToken(token), "change-email") : null;
  // Don't reveal the address if another customer requested the code in this browser.
  if (code?.customerId !== viewer.id) redirect(toAbsolute(routes.email()));
  const t = await getTranslations("code");
  const parameters = await searchParams;
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      <BackToAccount />
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      <CodeEntry
        code={code}
        sent={t("sent", { email: code.email, minutes: codeMinutes })}
        label={(await getTranslations("account.email"))("submit")}
        paths={{ verify: routes.verifyEmailCode(), send: routes.sendEmailCode(), other: routes.email() }}
        again={firstParam(parameters.again) !== null && !parameters.problem}
        problem={await describeCodeProblem(code, parameters)}
      />
    </div>
  );
}
