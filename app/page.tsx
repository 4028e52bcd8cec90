import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ProviderForm } from "@/components/sign-in/provider-form";
import { button } from "@/components/ui/button";
import { WelcomeShelf } from "@/components/welcome/welcome-shelf";
import { WelcomeSteps } from "@/components/welcome/welcome-steps";
import { buildHomePath, getViewer } from "@/lib/auth";
import { env } from "@/lib/env";
import { getTranslations } from "@/lib/i18n/intl";
import { routes, toAbsolute } from "@/lib/routes";
import { readPartner } from "./settings";

/** The only page that search engines list. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("welcome");
  return { description: t("text") };
}

export default async function WelcomePage() {
  const viewer = await getViewer();
  if (viewer) redirect(toAbsolute(buildHomePath(viewer)));
  const t = await getTranslations("welcome");
  const { name } = readPartner();
  return (
    <div className="py-6 sm:py-12">
      <WelcomeShelf />
      <div className="mx-auto max-w-device pt-8 sm:pt-12 sm:text-center">
        <h1 className="title">{t("title", { partner: name })}</h1>
        <p className="mx-auto mt-3 max-w-words text-card">{t("text")}</p>
        <div className="mt-6 sm:flex sm:justify-center">
          {env().SIGN_IN.includes("email") ? (
            <a href={routes.signIn()} className={`${button.primary} w-full sm:w-auto sm:min-w-48`}>
              {t("signIn")}
            </a>
          ) : (
            <ProviderForm label={t("signIn")} callbackUrl={routes.devices()} />
          )}
        </div>
        <p className="mt-3 text-meta text-muted">{t("amazonAccount")}</p>
      </div>
      <WelcomeSteps partner={name} />
    </div>
  );
}
