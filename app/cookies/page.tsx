import type { Metadata } from "next";
import { env } from "@/lib/env";
import {
  browserCookieLife,
  getBrowserCookieName,
  getLanguageCookieName,
  getSessionCookieName,
  nameCookie,
  signInCookieBase,
  signInCookieLife,
} from "@/lib/http";
import { getFormatter, getTranslations } from "@/lib/i18n/intl";
import { languageCookieLife } from "@/lib/i18n/languages";
import { readPartner } from "../settings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cookies"))("title") };
}

export default async function CookiesPage() {
  const t = await getTranslations("cookies");
  const format = await getFormatter();
  const formatDays = (seconds: number) => {
    const count = Math.max(1, Math.round(seconds / 86_400));
    return t("days", { days: format.number(count), count });
  };
  const { SESSION_MAX_HOURS, SIGN_IN } = env();
  const cookies = [
    { name: getSessionCookieName(), purpose: "session", life: formatDays(SESSION_MAX_HOURS * 3600) },
    { name: getBrowserCookieName(), purpose: "browser", life: formatDays(browserCookieLife) },
    { name: getLanguageCookieName(), purpose: "language", life: formatDays(languageCookieLife) },
    ...(SIGN_IN.includes("oidc")
      ? [
          {
            name: `${nameCookie(signInCookieBase)}.…`,
            purpose: "signIn",
            life: formatDays(signInCookieLife),
          } as const,
        ]
      : []),
  ] as const;
  return (
    <div className="mx-auto max-w-device py-8 sm:py-12">
      <h1 className="text-page font-bold">{t("title")}</h1>
      <p className="mt-3 max-w-words">{t("text", { partner: readPartner().name })}</p>
      <dl className="mt-6 divide-y divide-line rounded-tile bg-surface px-5 shadow-tile sm:px-6">
        {cookies.map(({ name, purpose, life }) => (
          <div key={purpose} className="py-4">
            <dt className="font-medium wrap-anywhere">{name}</dt>
            <dd className="mt-1 max-w-words">{t(purpose)}</dd>
            <dd className="mt-1 text-meta text-muted">{life}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
