import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { readMinutes } from "@/app/_http/minutes";
import { enumParam, firstParam, type SearchParams } from "@/app/_http/search-params";
import { readPartner } from "@/app/partner";
import { CodeEntry, codeProblems } from "@/components/sign-in/code-entry";
import { hashToken, signInFor } from "@/lib/auth";
import { codeMinutes, findCode } from "@/lib/codes";
import { env } from "@/lib/env";
import { getBrowserCookieName } from "@/lib/http";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const { problem, minutes, ...others } = await searchParams;
  const callbackUrl = firstParam(others.callbackUrl) ?? "/devices";
  const token = (await cookies()).get(getBrowserCookieName())?.value;
  const code = token ? await findCode(hashToken(token), "sign-in") : null;
  if (!code) redirect(others.callbackUrl ? signInFor(callbackUrl) : "/sign-in");
  const t = await getTranslations("code");
  const words = { email: code.email, partner: readPartner().name, minutes: codeMinutes };
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="mb-6 text-page font-bold">{t("title")}</h1>
      <CodeEntry
        code={code}
        sent={t(env().SELF_SIGN_UP ? "sent" : "maybeSent", words)}
        label={t("submit")}
        paths={{
          verify: "/sign-in/code/verify",
          send: "/sign-in/code/send",
          other: signInFor(callbackUrl),
        }}
        callbackUrl={callbackUrl}
        again={firstParam(others.again) !== null && !problem}
        problem={enumParam(problem, codeProblems)}
        minutes={readMinutes(minutes)}
      />
    </div>
  );
}
