import type { Metadata } from "next";
import { CountrySection } from "@/components/account/country-section";
import { DataSection } from "@/components/account/data-section";
import { EmailSection } from "@/components/account/email-section";
import { LanguageSection } from "@/components/account/language-section";
import { LevelsSection } from "@/components/account/levels-section";
import { NameSection } from "@/components/account/name-section";
import { SessionSection } from "@/components/account/session-section";
import { SignInSection } from "@/components/account/sign-in-section";
import { Notice } from "@/components/ui/notice";
import { listSessions, listSignIns, requireCustomer } from "@/lib/auth";
import { findCustomer } from "@/lib/customers";
import { hostOf, regionOfCountry } from "@/lib/dash";
import { env } from "@/lib/env";
import { listLanguages, matchLanguage } from "@/lib/i18n/choose-language";
import { getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";
import { enumParam, type SearchParams } from "../_http/request";
import { readLaunchSettings, readPartner } from "../settings";
import { readNameProblem } from "./problems";

const notices = ["name", "email", "language", "country", "levels", "session", "fresh"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const viewer = await requireCustomer(routes.account());
  const t = await getTranslations("account");
  const [profile, sessions, signIns] = await Promise.all([
    findCustomer(ownScope(viewer)),
    listSessions(viewer),
    listSignIns(viewer),
  ]);
  const { dash, countryRegions } = readLaunchSettings();
  const region = viewer.country && regionOfCountry(viewer.country, countryRegions);
  const notice = enumParam(parameters.done, notices);
  return (
    <div className="mx-auto grid max-w-device grid-cols-1 gap-6 py-4 sm:py-8">
      <h1 className="title">{t("title")}</h1>
      {notice && <Notice role="status">{t(`done.${notice}`)}</Notice>}
      <NameSection name={viewer.name} problem={await readNameProblem(parameters)} />
      <EmailSection email={profile?.email ?? null} changeable={env().SMTP_URL !== undefined} />
      <LanguageSection
        languages={listLanguages()}
        chosen={viewer.language && matchLanguage([viewer.language])}
      />
      <CountrySection
        country={viewer.country}
        host={region ? hostOf("website", region, dash.endpoints) : null}
      />
      <LevelsSection shown={profile?.showLevels ?? true} />
      <SessionSection sessions={sessions} />
      {signIns.length > 0 && <SignInSection signIns={signIns} partner={readPartner().name} />}
      <DataSection partner={readPartner()} />
    </div>
  );
}
