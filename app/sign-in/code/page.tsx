import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { firstParam, type SearchParams } from "@/app/_http/request";
import { readPartner } from "@/app/settings";
import { CodeEntry } from "@/components/sign-in/code-entry";
import { hashToken } from "@/lib/auth";
import { codeMinutes, findCode } from "@/lib/codes";
import { env } from "@/lib/env";
import { getBrowserCookieName } from "@/lib/http";
import { getTranslations } from "@/lib/i18n/intl";
import { buildSignInPath, routes, toAbsolute } from "@/lib/routes";
import { describeCodeProblem } from "../problems";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("code"))("title") };
}

export default async function CodePage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const callbackUrl = firstParam(parameters.callbackUrl) ?? routes.devices();
  const token = (await cookies()).get(getBrowserCookieName())?.value;
  const code = token ? await findCode(hashToken(token), "sign-in") : null;
  if (!code) redirect(toAbsolute(parameters.callbackUrl ? buildSignInPath(callbackUrl) : routes.signIn()));
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
          verify: routes.verifySignInCode(),
          send: routes.sendSignInCode(),
          other: buildSignInPath(callbackUrl),
        }}
        callbackUrl={callbackUrl}
        again={firstParam(parameters.again) !== null && !parameters.problem}
        problem={await describeCodeProblem(code, parameters)}
      />
    </div>
  );
}
